Use “waterline gui” to open the window; this command has none.

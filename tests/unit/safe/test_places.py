# SPDX-License-Identifier: Apache-2.0
"""Places that are no home for a store."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from planner.safe.places import NETWORK, SYNCED, Trouble, read_mounts, sync_name, trouble_with

DISK = {"/": "ext4"}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("C:/Users/ana/OneDrive/plans", "OneDrive"),
        ("C:/Users/ana/OneDrive - Contoso Ltd/plans", "OneDrive"),
        ("C:/Users/ana/Dropbox (Personal)/plans", "Dropbox"),
        ("G:/My Drive/plans", "Google Drive"),
        ("C:/Users/ana/iCloudDrive/plans", "iCloud"),
        ("C:/Users/ana/Nextcloud/plans", "Nextcloud"),
        ("C:/Users/ana/Dropboxes/plans", ""),
        ("C:/Users/ana/AppData/Local/Waterline", ""),
        ("C:/Users/boxer/plans", ""),
    ],
)
def test_that_folders_of_synchronising_programs_are_known_on_windows(path: str, name: str) -> None:
    assert sync_name(PureWindowsPath(path)) == name


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/home/ana/Dropbox/plans", "Dropbox"),
        ("/home/ana/ownCloud/plans", "ownCloud"),
        ("/Users/ana/Library/Mobile Documents/com~apple~CloudDocs/plans", "iCloud"),
        ("/Users/ana/Library/CloudStorage/OneDrive-Contoso/plans", "OneDrive"),
        ("/Users/ana/Library/CloudStorage/GoogleDrive-ana@x.example/My Drive", "Google Drive"),
        ("/home/ana/pCloudDrive/plans", "pCloud"),
        ("/home/ana/.local/share/Waterline", ""),
        ("/home/onedriver/plans", ""),
    ],
)
def test_that_folders_of_synchronising_programs_are_known_elsewhere(path: str, name: str) -> None:
    assert sync_name(PurePosixPath(path)) == name


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs", "SMBFS"])
def test_that_a_network_drive_is_known_by_the_kind_of_its_file_system(tmp_path: Path, kind: str) -> None:
    mounts = {**DISK, str(tmp_path): kind, str(tmp_path / "local"): "ext4"}
    assert trouble_with(tmp_path / "a" / "b", mounts=mounts) == Trouble(NETWORK, kind.casefold())
    assert trouble_with(tmp_path / "local" / "a", mounts=mounts) is None, "the nearest mount counts"


@pytest.mark.parametrize("mark", [".stfolder", ".dropbox.cache"])
def test_that_a_mark_in_a_folder_above_is_seen(tmp_path: Path, mark: str) -> None:
    (tmp_path / mark).mkdir()
    found = trouble_with(tmp_path / "deep" / "down", mounts=DISK)
    assert found is not None
    assert found.kind == SYNCED


def test_that_a_link_into_a_synchronised_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Dropbox" / "plans").mkdir(parents=True)
    (tmp_path / "plans").symlink_to(tmp_path / "Dropbox" / "plans")
    assert trouble_with(tmp_path / "plans", mounts=DISK) == Trouble(SYNCED, "Dropbox")


def test_that_the_folder_a_variable_names_is_synchronised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "work"))
    assert trouble_with(tmp_path / "work" / "plans", mounts=DISK) == Trouble(SYNCED, "OneDrive")
    assert trouble_with(tmp_path / "workshop", mounts=DISK) is None


def test_that_mount_points_with_blanks_and_letters_of_any_script_are_read() -> None:
    text = "server:/x /mnt/my\\040files nfs4 rw 0 0\n//s/y /mnt/文件 cifs rw 0 0\nodd line\n/dev/a / ext4 rw 0 0\n"
    assert read_mounts(text) == {"/mnt/my files": "nfs4", "/mnt/文件": "cifs", "/": "ext4"}

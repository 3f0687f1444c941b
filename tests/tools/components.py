# SPDX-License-Identifier: Apache-2.0
"""Write the list of what Waterline is made of, as CycloneDX 1.6 JSON, from the lock (reliability J82).

"python -m tests.tools.components" writes out/components.json. Licences are those of the installed packages; a
package of another system is listed without one. The list is the same for the same lock.
"""

from __future__ import annotations

import json
import re
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "out" / "components.json"
_PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?P<rest>(?:.*\\\n {4}--hash=sha256:[0-9a-f]{64})+)", re.M)
_HASH = re.compile(r"sha256:([0-9a-f]{64})")

UNSAID = {"sqlcipher3": "zlib"}  # its wheel carries the licence as a file only


def components() -> list[dict[str, Any]]:
    """One entry for each locked package: name, version, package address, hashes of its wheels and its licence."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return [_component(found["name"], found["version"], found["rest"]) for found in _PIN.finditer(text)]


def document() -> dict[str, Any]:
    """The whole list."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = components()
    serial = uuid5(NAMESPACE_URL, json.dumps([project["version"], listed], sort_keys=True))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": project["name"], "version": project["version"]}},
        "components": listed,
    }


def _component(name: str, version: str, rest: str) -> dict[str, Any]:
    purl = f"pkg:pypi/{name}@{version}"
    found: dict[str, Any] = {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}
    found["properties"] = [{"name": "wheel:sha256", "value": value} for value in _HASH.findall(rest)]
    licence = _licence(name)
    if licence:
        found["licenses"] = [{"license": {"name": licence}}]
    return found


def _licence(name: str) -> str:
    """What the installed package says of itself; empty where it is not installed or says nothing."""
    try:
        said = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    classed = [c.rpartition(" :: ")[2] for c in said.get_all("Classifier") or () if c.startswith("License :: ")]
    expression, written = ("".join(said.get_all(key) or ()) for key in ("License-Expression", "License"))
    return expression or ", ".join(classed) or written.partition("\n")[0][:60] or UNSAID.get(name, "")


def main() -> None:
    """Write the file and say where it is."""
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(document(), indent=1) + "\n", encoding="utf-8")
    print(OUT.relative_to(ROOT))


if __name__ == "__main__":
    main()

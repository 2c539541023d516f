"""The checks: one module an area, one function a check. A new check is a function; a new area a row in `AREAS` too."""

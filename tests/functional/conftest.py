"""The same windows, dressed and offscreen, as in the tests of the GUI."""

from tests.gui.conftest import assets, dressed, jobs, themes

__all__ = ["assets", "dressed", "jobs", "themes"]

"""Its presence lets the tests of the desktop, too, import what stands beside it: `small_town`."""

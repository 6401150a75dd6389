"""All persons of the community: find one, open the household, copy rows into WPS."""

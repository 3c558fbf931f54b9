"""A network scanner without hardware: speaks eSCL, so that SANE reaches it like an office device."""

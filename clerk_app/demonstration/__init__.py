"""The demonstration: sample papers, the hands that feed them, and the whole main job in one run."""

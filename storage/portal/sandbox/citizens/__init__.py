"""The pages of the sandbox for citizens: look a dossier up, file one online, add what is missing."""

"""Fakes of the services and sites that the sources ask, served on loopback."""

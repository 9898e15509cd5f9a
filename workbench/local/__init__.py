"""The embedded AWS and the fakes that the demo and the tests run against; nothing here is on real AWS."""

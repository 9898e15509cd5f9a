"""What sources share that read companies' own sites: visiting one, and telling whose it is."""

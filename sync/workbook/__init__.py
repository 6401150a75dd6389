"""Workbooks for people: writer.py makes them, reader.py finds hand edits, master.py refreshes one in place."""

"""Agendas: who is on call when, as JSON, text and calendar."""

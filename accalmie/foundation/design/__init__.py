"""The design system: base pages, macros, charts, style sheet and the small scripts that pages share."""

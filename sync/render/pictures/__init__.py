"""Pictures of the monitoring as SVG: pure functions from figures to text."""

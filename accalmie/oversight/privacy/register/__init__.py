"""The register of processing and the draft of an impact assessment, computed from what the code keeps."""

"""Makes the films of explainers: slides photographed by a browser, a voice where there is one, encoded by ffmpeg."""

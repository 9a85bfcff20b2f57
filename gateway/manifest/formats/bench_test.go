package formats

import (
	"os"
	"testing"
)

// BenchmarkParse reads each format's largest example, as a page does while its user types.
func BenchmarkParse(b *testing.B) {
	for format, name := range map[string]string{"template": "notes", "compose": "full", "sdl": "full", "kubernetes": "full"} {
		b.Run(format, func(b *testing.B) {
			text, err := os.ReadFile("testdata/" + format + "/" + name + ".in")
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Parse(format, string(text)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

package site

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
)

// The mark is a quay, a line, and a block moored to it: together a "b". It is drawn on a field of 64 × 64.
var (
	ground = color.RGBA{0x0B, 0x1F, 0x33, 0xFF}
	quay   = box{16, 11, 24, 53, 2, color.RGBA{0xF6, 0xF7, 0xF9, 0xFF}}
	moored = box{28, 29, 50, 53, 4, color.RGBA{0x4C, 0xC2, 0xB4, 0xFF}}
)

// box is a rectangle with round corners.
type box struct {
	x0, y0, x1, y1, r float64
	fill              color.RGBA
}

// shrunk is the box drawn smaller about the field's middle, for icons that are cut to a circle.
func (b box) shrunk(by float64) box {
	f := func(v float64) float64 { return 32 + (v-32)*by }
	return box{f(b.x0), f(b.y0), f(b.x1), f(b.y1), b.r * by, b.fill}
}

func (b box) has(x, y float64) bool {
	if x < b.x0 || x > b.x1 || y < b.y0 || y > b.y1 {
		return false
	}
	dx := max(b.x0+b.r-x, x-(b.x1-b.r), 0)
	dy := max(b.y0+b.r-y, y-(b.y1-b.r), 0)
	return dx*dx+dy*dy <= b.r*b.r
}

// markSVG is the icon as a vector.
func markSVG() []byte {
	var s strings.Builder
	s.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">`)
	for _, b := range []box{{0, 0, 64, 64, 14, ground}, quay, moored} {
		fmt.Fprintf(&s, `<rect x="%g" y="%g" width="%g" height="%g" rx="%g" fill="#%02X%02X%02X"/>`,
			b.x0, b.y0, b.x1-b.x0, b.y1-b.y0, b.r, b.fill.R, b.fill.G, b.fill.B)
	}
	s.WriteString("</svg>\n")
	return []byte(s.String())
}

// markPNG is the icon in so many pixels; a maskable one fills its square and keeps the mark inside the safe circle.
func markPNG(size int, maskable bool) ([]byte, error) {
	boxes := []box{{0, 0, 64, 64, 14, ground}, quay, moored}
	if maskable {
		boxes = []box{{0, 0, 64, 64, 0, ground}, quay.shrunk(0.8), moored.shrunk(0.8)}
	}
	const fine = 4 // samples a pixel and direction
	img := image.NewNRGBA(image.Rect(0, 0, size, size))
	for py := range size {
		for px := range size {
			var r, g, b, a int
			for i := range fine * fine {
				x := (float64(px) + (float64(i%fine)+0.5)/fine) * 64 / float64(size)
				y := (float64(py) + (float64(i/fine)+0.5)/fine) * 64 / float64(size)
				for j := len(boxes) - 1; j >= 0; j-- {
					if boxes[j].has(x, y) {
						c := boxes[j].fill
						r, g, b, a = r+int(c.R), g+int(c.G), b+int(c.B), a+1
						break
					}
				}
			}
			if a > 0 {
				img.SetNRGBA(px, py, color.NRGBA{uint8(r / a), uint8(g / a), uint8(b / a), uint8(a * 255 / (fine * fine))})
			}
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		return nil, fmt.Errorf("icon: %w", err)
	}
	return out.Bytes(), nil
}

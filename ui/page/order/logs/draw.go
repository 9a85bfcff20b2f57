package logs

import (
	"unicode/utf8"
)

// utf16At changes places in a text from bytes into JavaScript's units; the places must rise.
func utf16At(text string, places []int) {
	units, i := 0, 0
	for k, p := range places {
		for i < p && i < len(text) {
			r, n := utf8.DecodeRuneInString(text[i:])
			units++
			if r > 0xffff {
				units++
			}
			i += n
		}
		places[k] = units
	}
}

// drawn is a line for the list in the page: see lines.mjs.
type drawn struct {
	Gap     string   `json:"g,omitempty"`
	Time    int64    `json:"t,omitempty"` // Unix milliseconds
	Replica string   `json:"r,omitempty"`
	Text    string   `json:"x"`
	Colours [][4]any `json:"c,omitempty"` // from, to, class, and what stands there in truth
	Marks   [][2]int `json:"m,omitempty"`
}

// draw makes a line ready for the list. gap says how many lines are left out.
func draw(l logLine, marks [][2]int, gap func(int) string) drawn {
	if l.skipped > 0 {
		return drawn{Gap: gap(l.skipped)}
	}
	d := drawn{Time: l.at.UnixMilli(), Replica: l.replica, Text: l.text, Marks: scriptMarks(l.text, marks)}
	for _, p := range l.paints {
		place := []int{p.from, p.to}
		utf16At(l.text, place)
		d.Colours = append(d.Colours, [4]any{place[0], place[1], p.class, p.raw})
	}
	return d
}

// scriptMarks are marks in JavaScript's units.
func scriptMarks(text string, marks [][2]int) [][2]int {
	var places []int
	for _, m := range marks {
		places = append(places, m[0], m[1])
	}
	utf16At(text, places)
	var out [][2]int
	for i := 0; i < len(places); i += 2 {
		out = append(out, [2]int{places[i], places[i+1]})
	}
	return out
}

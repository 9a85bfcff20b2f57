// Package show lays text out for a terminal, a phone's too: tables that become lists where they do not fit, and paragraphs that are
// broken between words. What came from elsewhere is shown without control characters, so that nobody's name moves the cursor.
package show

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Least is the narrowest that anything is laid out for.
const Least = 24

// Clean is a text without what a terminal would obey, on one line.
func Clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
}

// Wide is how many columns a text takes. Ideographs and the like take two.
func Wide(s string) (n int) {
	for _, r := range s {
		n++
		if r >= 0x1100 && (r <= 0x115f || r >= 0x2e80 && r <= 0xa4cf || r >= 0xac00 && r <= 0xd7a3 || r >= 0xf900 && r <= 0xfaff ||
			r >= 0xfe30 && r <= 0xfe6f || r >= 0xff00 && r <= 0xff60 || r >= 0xffe0 && r <= 0xffe6 || r >= 0x1f300 && r <= 0x1faff || r >= 0x20000) {
			n++
		}
		if unicode.Is(unicode.Mn, r) {
			n--
		}
	}
	return n
}

// Lines breaks a text into lines of at most so many columns, between words where that is possible.
func Lines(text string, width int) (lines []string) {
	width = max(width, 1)
	line := ""
	push := func() {
		if line != "" {
			lines = append(lines, line)
		}
		line = ""
	}
	for word := range strings.FieldsSeq(Clean(text)) {
		if line != "" && Wide(line)+1+Wide(word) > width {
			push()
		}
		if line != "" {
			line += " "
		}
		line += word
		for Wide(line) > width {
			cut, n := 0, 0
			for i, r := range line {
				if n += Wide(string(r)); n > width && i > 0 {
					break
				}
				cut = i + utf8.RuneLen(r)
			}
			rest := line[cut:]
			line = line[:cut]
			push()
			line = rest
		}
	}
	push()
	return lines
}

// Text writes a paragraph, each of its lines after an indent.
func Text(w io.Writer, width, indent int, text string) {
	for _, l := range Lines(text, max(width, Least)-indent) {
		fmt.Fprintln(w, strings.Repeat(" ", indent)+l)
	}
}

// Column is one of a table's.
type Column struct {
	Name  string
	Right bool // its values stand at its right side, as numbers do
}

// Table writes rows below their columns' names or, where that is too wide, each row as a list of its own.
func Table(w io.Writer, width int, columns []Column, rows [][]string) {
	widths, all := make([]int, len(columns)), 0
	for i, c := range columns {
		widths[i] = Wide(c.Name)
		for _, r := range rows {
			widths[i] = max(widths[i], Wide(Clean(r[i])))
		}
		all += widths[i] + 2
	}
	if all-2 > max(width, Least) {
		list(w, max(width, Least), columns, rows)
		return
	}
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Name
	}
	for _, r := range append([][]string{names}, rows...) {
		var line strings.Builder
		for i, c := range columns {
			cell := Clean(r[i])
			pad := strings.Repeat(" ", widths[i]-Wide(cell))
			if c.Right {
				cell = pad + cell
			} else {
				cell += pad
			}
			line.WriteString(cell)
			if i < len(columns)-1 {
				line.WriteString("  ")
			}
		}
		fmt.Fprintln(w, strings.TrimRight(line.String(), " "))
	}
}

// list writes each row as lines of a name and a value.
func list(w io.Writer, width int, columns []Column, rows [][]string) {
	for n, r := range rows {
		if n > 0 {
			fmt.Fprintln(w)
		}
		pairs := make([][2]string, 0, len(columns))
		for i, c := range columns {
			if r[i] != "" {
				pairs = append(pairs, [2]string{c.Name, r[i]})
			}
		}
		Pairs(w, width, pairs)
	}
}

// Pairs writes names with their values beside them or, where that is too narrow, below.
func Pairs(w io.Writer, width int, pairs [][2]string) {
	width = max(width, Least)
	widest := 0
	for _, p := range pairs {
		widest = max(widest, Wide(p[0]))
	}
	indent := widest + 2
	for _, p := range pairs {
		lines := Lines(p[1], width-indent)
		if indent > width/2 || len(lines) > 1 && len(Lines(p[1], width-2)) == 1 {
			fmt.Fprintln(w, p[0])
			Text(w, width, 2, p[1])
			continue
		}
		if len(lines) == 0 {
			lines = []string{""}
		}
		for i, l := range lines {
			name := p[0]
			if i > 0 {
				name = ""
			}
			fmt.Fprintln(w, strings.TrimRight(name+strings.Repeat(" ", indent-Wide(name))+l, " "))
		}
	}
}

package usage

import (
	"fmt"
	"strings"
)

// html is markup that is safe to be shown as it is.
type html string

// markup fills a format: strings are escaped, whatever is in them; html is taken as it is.
func markup(format string, args ...any) html {
	for i, a := range args {
		if s, ok := a.(string); ok {
			args[i] = escaped.Replace(s)
		}
	}
	return html(fmt.Sprintf(format, args...))
}

var escaped = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;")

// table is a table of plain words; the first cell of a row names it.
func table(class, caption string, head []string, rows [][]string) html {
	out := markup(`<table class="table plain %s"><caption class="sr">%s</caption><thead><tr>`, class, caption)
	for i, h := range head {
		end := ""
		if i > 0 {
			end = "end"
		}
		out += markup(`<th scope="col" class="%s">%s</th>`, end, h)
	}
	out += `</tr></thead><tbody>`
	for _, r := range rows {
		out += markup(`<tr><th scope="row" class="num">%s</th>`, r[0])
		for _, cell := range r[1:] {
			out += markup(`<td class="end num">%s</td>`, cell)
		}
		out += `</tr>`
	}
	return out + `</tbody></table>`
}

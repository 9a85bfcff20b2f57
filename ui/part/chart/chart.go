// Package chart draws figures as columns, with the same figures as a table for who cannot see them or wants them exactly.
package chart

import (
	"fmt"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/text"
)

// Column is one figure.
type Column struct {
	Name  string  // of its time: "2026-11-29"
	Words string  // the figure, with its unit
	Value float64 // at least 0; only its share of the greatest is drawn
	Faint bool    // it goes on, or is no figure of its own
}

// wide and high are the field's, in units of its own: it takes the width that there is.
const wide, high = 1000, 100

// Columns draws some, the oldest first. table names the table, with what its two columns are.
func Columns(t text.T, test string, columns []Column, table, name, figure text.Text) app.UI {
	if len(columns) == 0 {
		return nil
	}
	most := 0.0
	for _, c := range columns {
		most = max(most, c.Value)
	}
	var s strings.Builder
	fmt.Fprintf(&s, `<svg class="chart" viewBox="0 0 %d %d" preserveAspectRatio="none" aria-hidden="true">`, wide, high)
	step := float64(wide) / float64(max(len(columns), 6)) // a few are not as broad as the page
	left := float64(wide) - step*float64(len(columns))
	for i, c := range columns {
		h := 1.0
		if most > 0 {
			h = max(c.Value/most*high, 1)
		}
		class := "chart-column"
		if c.Faint {
			class += " chart-faint"
		}
		fmt.Fprintf(&s, `<rect class="%s" x="%.1f" y="%.1f" width="%.1f" height="%.1f"/>`, class, left+step*(float64(i)+.1), high-h, step*.8, h)
	}
	s.WriteString(`</svg>`)
	var rows []app.UI
	for i := len(columns) - 1; i >= 0; i-- {
		rows = append(rows, app.Tr().Body(app.Th().Attr("scope", "row").Class("num").Text(columns[i].Name), app.Td().Class("end num").Text(columns[i].Words)))
	}
	first, last := columns[0].Name, columns[len(columns)-1].Name
	if first == last {
		first = "" // one column stands at the right
	}
	return app.Div().Class("stack-tight").DataSet("test", test).Body(
		app.Raw(s.String()),
		app.P().Class("spread small muted num").Body(app.Span().Text(first), app.Span().Text(last)),
		app.Details().Class("details").Body(
			app.Summary().Text(t.Say(table)),
			app.Table().Class("table plain").Body(
				app.THead().Body(app.Tr().Body(app.Th().Attr("scope", "col").Text(t.Say(name)), app.Th().Attr("scope", "col").Class("end").Text(t.Say(figure)))),
				app.TBody().Body(rows...),
			),
		),
	)
}

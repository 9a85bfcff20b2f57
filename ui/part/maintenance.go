package part

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/text"
)

// Maintenance is what a node's operator has announced; nil: nothing. To who has an order there it says what becomes of that.
func Maintenance(t text.T, m *wire.Maintenance, order bool) app.UI {
	if m == nil {
		return nil
	}
	var lines []app.UI
	if m.Note != "" {
		lines = append(lines, app.P().Class("break").DataSet("test", "maintenance-note").Text(t.Say(text.MaintenanceSays, m.Note)))
	}
	switch {
	case !m.End.IsZero():
		lines = append(lines, app.P().Class("small").Text(t.Say(text.MaintenanceEnds, t.Date(m.End))))
	case order:
		lines = append(lines, app.P().Class("small").Text(t.Say(text.MaintenanceGoesOn)))
	}
	lines = append(lines, app.P().Class("small muted").Body(app.Span().Text(t.Say(text.MaintenanceSince)+" "), Ago(t, m.Since)))
	return app.Div().DataSet("test", "node-maintenance").Role("status").Body(Note(Waiting, t.Say(text.MaintenanceTitle), lines...))
}

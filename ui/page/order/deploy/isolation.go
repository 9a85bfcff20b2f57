package deploy

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/text"
)

// isolation is how a service is kept apart from the machine, with what that means; none: the gateway does not say, or in a word
// that this page does not know.
func isolation(t text.T, s wire.ServicePlan) []app.UI {
	kind, ok := text.Isolations[s.Isolation]
	if !ok {
		return nil
	}
	return []app.UI{part.Fact(t.Say(text.Isolated), app.Span().DataSet("test", "plan-isolation").DataSet("kind", s.Isolation).Body(
		app.Span().Text(t.Say(kind.Name)), app.Span().Class("small muted").Text(" · "+t.Say(kind.Means)),
	))}
}

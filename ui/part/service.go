package part

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/text"
)

// ServiceField chooses among an order's services.
func ServiceField(t text.T, test string, services []string, service string, pick func(app.Context, string)) app.UI {
	if len(services) == 1 {
		return app.P().DataSet("test", test).Body(app.Span().Class("muted").Text(t.Say(text.WatchService)+" "), app.Strong().Text(service))
	}
	var options []Option
	for _, s := range services {
		options = append(options, Option{Value: s, Label: s})
	}
	return &Field{ID: test, Label: t.Say(text.WatchService), HideLabel: true, Value: service, Options: options, Test: test, OnChange: pick}
}

package part

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/text"
)

// RootTags say that a node runs images that start as root, and that it has a sandbox; none: it does not, or does not say.
func RootTags(t text.T, r *wire.Root) []app.UI {
	var tags []app.UI
	f := r.Features()
	if order.NeedRoot.Met(f) {
		tags = append(tags, app.Span().Class("tag").DataSet("test", "root-tag").Text(t.Say(text.RootTag)))
	}
	if order.NeedSandbox.Met(f) {
		tags = append(tags, app.Span().Class("tag").DataSet("test", "sandbox-tag").Text(t.Say(text.RootTagSandbox)))
	}
	return tags
}

// RootWords is how a node runs images that start as root.
func RootWords(t text.T, r *wire.Root) app.UI {
	return Fact(t.Say(text.RootName), app.Span().DataSet("test", "node-root").Text(t.Root(r)))
}

// NeedField asks what images need of a node. Where they are known to start as root there is no way to need nothing.
func NeedField(t text.T, id string, rooted bool, need order.Need, on func(app.Context, order.Need)) app.UI {
	options := []Option{
		{Value: string(order.NeedRoot), Label: t.Say(text.RootYes), Note: t.Say(text.RootYesNote), Test: id + "-root"},
		{Value: string(order.NeedUserNS), Label: t.Say(text.RootUserNS), Test: id + "-userns"},
		{Value: string(order.NeedSandbox), Label: t.Say(text.RootSandbox), Test: id + "-sandbox"},
	}
	help := t.Say(text.RootNeeded)
	if !rooted {
		options = append([]Option{{Label: t.Say(text.RootNot), Test: id + "-none"}}, options...)
		help = t.Say(text.RootAskHelp)
	}
	return &Field{
		ID: id, Label: t.Say(text.RootAsk), Value: string(need), Options: options, Help: help, Test: id,
		OnChange: func(ctx app.Context, v string) { on(ctx, order.Need(v)) },
	}
}

package order

import (
	"slices"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/text"
)

// deck is a row of tabs after the ARIA pattern: one of them takes the focus, the arrows go round. Their panel has the id
// Name-panel.
type deck struct {
	app.Compo

	T      text.T
	Name   string // of the row, unique on the page
	Label  text.Text
	Tabs   []string
	Open   string
	OnPick func(ctx app.Context, tab string)
}

// OnMount implements app.Mounter.
func (d *deck) OnMount(ctx app.Context) { d.reveal(ctx) }

// reveal scrolls the row, never the page, to the open tab.
func (d *deck) reveal(ctx app.Context) {
	ctx.Defer(func(app.Context) {
		tab := app.Window().GetElementByID(d.Name + "-" + d.Open)
		if !tab.Truthy() {
			return
		}
		row := tab.Get("parentElement")
		left, width := tab.Get("offsetLeft").Int()-row.Get("offsetLeft").Int(), tab.Get("offsetWidth").Int()
		row.Set("scrollLeft", left-(row.Get("clientWidth").Int()-width)/2)
	})
}

func (d *deck) click(ctx app.Context, _ app.Event) {
	d.pick(ctx, ctx.JSSrc().Get("dataset").Get("tab").String())
}

func (d *deck) pick(ctx app.Context, tab string) {
	if d.OnPick != nil {
		d.OnPick(ctx, tab)
	}
	d.Open = tab
	d.reveal(ctx)
}

func (d *deck) key(ctx app.Context, e app.Event) {
	next := turn(e.Get("key").String(), slices.Index(d.Tabs, d.Open), len(d.Tabs))
	if next < 0 {
		return
	}
	e.PreventDefault()
	d.pick(ctx, d.Tabs[next])
	if tab := app.Window().GetElementByID(d.Name + "-" + d.Tabs[next]); tab.Truthy() {
		tab.Call("focus", map[string]any{"preventScroll": true})
	}
}

// turn is the tab that a key goes to from the i-th of n; -1: it is no such key.
func turn(key string, i, n int) int {
	switch key {
	case "ArrowRight":
		return (i + 1) % n
	case "ArrowLeft":
		return (i + n - 1) % n
	case "Home":
		return 0
	case "End":
		return n - 1
	}
	return -1
}

// Render implements app.Composer.
func (d *deck) Render() app.UI {
	var tabs []app.UI
	for _, name := range d.Tabs {
		selected, index := "false", -1
		if name == d.Open {
			selected, index = "true", 0
		}
		tabs = append(tabs, app.Button().Type("button").Class(d.Name+"-tab").ID(d.Name+"-"+name).Role("tab").Aria("selected", selected).Aria("controls", d.Name+"-panel").
			TabIndex(index).DataSet("tab", name).DataSet("test", "tab-"+name).Text(d.T.Say(text.Tabs[name])).OnClick(d.click))
	}
	return app.Div().Class(d.Name+"-tabs").Role("tablist").Aria("label", d.T.Say(d.Label)).OnKeyDown(d.key).Body(tabs...)
}

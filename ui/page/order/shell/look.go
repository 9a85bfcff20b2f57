package shell

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/problem"
	"berth/ui/part"
	"berth/ui/text"
)

// Signs of the buttons that change the size of the text.
const (
	glyphMinus part.Glyph = `<path d="M4.5 10h11"/>`
	glyphPlus  part.Glyph = `<path d="M4.5 10h11M10 4.5v11"/>`
)

// css is a variable of the style sheet, as it is for an element.
func css(el app.Value, name string) string {
	return app.Window().Call("getComputedStyle", el).Call("getPropertyValue", name).String()
}

func media(query string) bool { return app.Window().Call("matchMedia", query).Get("matches").Bool() }

// theme is the terminal's colours after the page's.
func theme(box app.Value) map[string]any {
	names := []string{
		"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
		"brightBlack", "brightRed", "brightGreen", "brightYellow", "brightBlue", "brightMagenta", "brightCyan", "brightWhite",
	}
	colours := []string{
		"#0B1F33", "#B3362A", "#2A7A4B", "#8A5A10", "#245FA8", "#8C3A8F", "#0B6E6E", "#51637A",
		"#51637A", "#9C2A20", "#1F6A3E", "#75490A", "#1C4F90", "#743077", "#095C5C", "#0B1F33",
	}
	if css(box, "color-scheme") == "dark" {
		colours = []string{
			"#3A4C61", "#F07F73", "#5CC98A", "#E0A84A", "#7FB4F0", "#D79BE0", "#4CC2B4", "#C9D4DF",
			"#93A4B8", "#FF9C92", "#7FDDA6", "#F2C374", "#A3CBFA", "#E7BBEE", "#7BDCCF", "#FFFFFF",
		}
	}
	theme := map[string]any{
		"background": css(box, "--surface"), "foreground": css(box, "--ink"), "cursor": css(box, "--sea"), "cursorAccent": css(box, "--surface"),
		"selectionBackground": css(box, "--sea") + "55",
	}
	for i, name := range names {
		theme[name] = colours[i]
	}
	return theme
}

// Render implements app.Composer.
func (c *Panel) Render() app.UI {
	t := c.T
	title := app.H2().Text(t.Say(text.Tabs["shell"]))
	section := func(st stage, body ...app.UI) app.UI {
		return app.Section().Class("panel shell-panel").DataSet("test", "shell").DataSet("state", string(st)).Body(body...)
	}
	switch {
	case !c.Can:
		return section("none", title, app.Div().DataSet("test", "shell-none").Body(part.Empty(t.Say(text.ShellNone), t.Say(text.ShellNoneWords))))
	case len(c.Services) == 0:
		return section("none", title, app.P().Class("muted").Text(t.Say(text.WatchNone)))
	}
	st := c.stage
	if st == "" {
		st = idle
	}
	box := app.Div().Class("shell-box").ID(boxID).DataSet("test", "shell-box").DataSet("state", string(st))
	keys := c.renderKeys()
	if st == idle {
		// They are there, hidden: the terminal is built into them as soon as it is loaded.
		box, keys = box.Hidden(true), nil
	}
	return section(st,
		app.Div().Class("panel-head").Body(title, c.renderState(st)),
		app.Div().Class("log-top").Body(part.ServiceField(t, "shell-service", c.Services, c.name(), c.pickService), c.renderActions(st)),
		// Always there: what comes and goes before the box would have go-app take the box for it.
		app.Div().Class("shell-end").Body(c.renderEnd(st)),
		box,
		app.P().Class("small muted").Text(t.Say(text.ShellWarning)),
		keys,
	)
}

func (c *Panel) renderState(st stage) app.UI {
	t := c.T
	tone, words := part.Waiting, text.ShellConnecting
	switch st {
	case idle:
		return app.Span().Role("status").DataSet("test", "shell-state").DataSet("state", string(st))
	case loading:
		words = text.ShellLoading
	case open:
		tone, words = part.Running, text.ShellOpened
	case exited:
		tone, words = part.Neutral, text.ShellEnded
	case lost:
		tone, words = part.Bad, text.ShellLost
	case failed:
		tone, words = part.Bad, text.ShellFailed
	}
	return app.Span().Role("status").DataSet("test", "shell-state").DataSet("state", string(st)).Body(part.Badge(tone, t.Say(words)))
}

func (c *Panel) renderActions(st stage) app.UI {
	t := c.T
	var buttons []app.UI
	switch st {
	case idle:
		buttons = append(buttons, &part.Button{Kind: part.Primary, Label: t.Say(text.ShellOpen), Test: "shell-open", OnClick: c.doOpen})
	case loading, connecting:
		buttons = append(buttons, &part.Button{Kind: part.Primary, Label: t.Say(text.ShellConnecting), Busy: true})
	case open:
		buttons = append(buttons,
			app.Span().ID(leaveID).TabIndex(-1).Body(&part.Button{Label: t.Say(text.ShellLeave), Test: "shell-leave", OnClick: c.doLeave}),
			&part.Button{Glyph: glyphMinus, Hidden: t.Say(text.ShellSmaller), Disabled: c.font <= fontMin, Test: "shell-smaller", OnClick: c.doSmaller},
			&part.Button{Glyph: glyphPlus, Hidden: t.Say(text.ShellLarger), Disabled: c.font >= fontMost, Test: "shell-larger", OnClick: c.doLarger},
		)
	default:
		buttons = append(buttons, &part.Button{Kind: part.Primary, Label: t.Say(text.ShellAgain), Test: "shell-again", OnClick: c.doOpen})
	}
	return app.Div().Class("row").Body(buttons...)
}

// renderEnd is why a shell is over.
func (c *Panel) renderEnd(st stage) app.UI {
	t := c.T
	switch {
	case st == exited && c.end.Code != "":
		f := t.Fault(&problem.Problem{Code: c.end.Code, Title: c.end.Text})
		return part.Note(part.Waiting, f.What, app.P().Text(f.Do))
	case st == exited:
		return part.Note(part.Neutral, t.Say(text.ShellExit, c.end.ExitCode))
	case st == lost:
		return part.Note(part.Bad, t.Say(text.ShellLost), app.P().Text(t.Say(text.ShellLostDo)))
	case st == failed && c.err != nil:
		return part.Trouble(t, c.err)
	case st == failed && c.screen.terminal() == nil:
		return part.Note(part.Bad, t.Say(text.ShellFailed), app.P().Text(t.Say(text.ShellNoLoad)))
	case st == failed:
		return part.Note(part.Bad, t.Say(text.ShellFailed), app.P().Text(t.Say(text.ShellRefused)))
	}
	return nil
}

// renderKeys is the row of keys that a phone's keyboard does not have.
func (c *Panel) renderKeys() app.UI {
	t := c.T
	pressed := "false"
	if c.screen.held() {
		pressed = "true"
	}
	key := func(name, label, spoken string) app.UI {
		b := app.Button().Type("button").Class("shell-key").DataSet("key", name).DataSet("test", "key-"+name).Text(label).OnClick(c.doKey)
		if spoken != "" {
			b = b.Aria("label", spoken)
		}
		if name == "ctrl" {
			b = b.Aria("pressed", pressed)
		}
		return b
	}
	return app.Div().Class("stack-tight").Body(
		app.Div().Class("shell-keys").ID(keysID).Role("group").Aria("label", t.Say(text.ShellKeys)).Body(
			key("esc", "Esc", ""), key("tab", "Tab", ""), key("ctrl", "Ctrl", ""),
			key("left", "←", t.Say(text.ShellLeft)), key("up", "↑", t.Say(text.ShellUp)),
			key("down", "↓", t.Say(text.ShellDown)), key("right", "→", t.Say(text.ShellRight)),
			key("pipe", "|", ""), key("slash", "/", ""), key("minus", "-", ""),
		),
		app.P().Class("small muted shell-hint").Text(t.Say(text.ShellHint)),
	)
}

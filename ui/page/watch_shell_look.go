package page

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/problem"
	"berth/ui/part"
	"berth/ui/text"
)

// css is a variable of the style sheet, as it is for an element.
func css(el app.Value, name string) string {
	return app.Window().Call("getComputedStyle", el).Call("getPropertyValue", name).String()
}

func media(query string) bool { return app.Window().Call("matchMedia", query).Get("matches").Bool() }

// shellTheme is the terminal's colours after the page's.
func shellTheme(box app.Value) map[string]any {
	names := []string{"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white", "brightBlack", "brightRed", "brightGreen", "brightYellow", "brightBlue", "brightMagenta", "brightCyan", "brightWhite"}
	colours := []string{"#0B1F33", "#B3362A", "#2A7A4B", "#8A5A10", "#245FA8", "#8C3A8F", "#0B6E6E", "#51637A", "#51637A", "#9C2A20", "#1F6A3E", "#75490A", "#1C4F90", "#743077", "#095C5C", "#0B1F33"}
	if css(box, "color-scheme") == "dark" {
		colours = []string{"#3A4C61", "#F07F73", "#5CC98A", "#E0A84A", "#7FB4F0", "#D79BE0", "#4CC2B4", "#C9D4DF", "#93A4B8", "#FF9C92", "#7FDDA6", "#F2C374", "#A3CBFA", "#E7BBEE", "#7BDCCF", "#FFFFFF"}
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
func (c *Terminal) Render() app.UI {
	t := c.T
	title := app.H2().Text(t.Say(text.Tabs["shell"]))
	section := func(state shellState, body ...app.UI) app.UI {
		return app.Section().Class("panel shell-panel").DataSet("test", "shell").DataSet("state", string(state)).Body(body...)
	}
	switch {
	case !c.Can:
		return section("none", title, app.Div().DataSet("test", "shell-none").Body(part.Empty(t.Say(text.ShellNone), t.Say(text.ShellNoneWords))))
	case len(c.Services) == 0:
		return section("none", title, app.P().Class("muted").Text(t.Say(text.WatchNone)))
	}
	state := c.state
	if state == "" {
		state = shellIdle
	}
	box := app.Div().Class("shell-box").ID(shellBox).DataSet("test", "shell-box").DataSet("state", string(state))
	keys := c.renderKeys()
	if state == shellIdle {
		// They are there, hidden: the terminal is built into them as soon as it is loaded.
		box, keys = box.Hidden(true), nil
	}
	return section(state,
		app.Div().Class("panel-head").Body(title, c.renderState(state)),
		app.Div().Class("log-top").Body(serviceField(t, "shell-service", c.Services, c.name(), c.pickService), c.renderActions(state)),
		// Always there: what comes and goes before the box would have go-app take the box for it.
		app.Div().Class("shell-end").Body(c.renderEnd(state)),
		box,
		app.P().Class("small muted").Text(t.Say(text.ShellWarning)),
		keys,
	)
}

func (c *Terminal) renderState(state shellState) app.UI {
	t := c.T
	tone, words := part.Waiting, text.ShellConnecting
	switch state {
	case shellIdle:
		return app.Span().Role("status").DataSet("test", "shell-state").DataSet("state", string(state))
	case shellLoading:
		words = text.ShellLoading
	case shellOpen:
		tone, words = part.Running, text.ShellOpened
	case shellEnded:
		tone, words = part.Neutral, text.ShellEnded
	case shellLost:
		tone, words = part.Bad, text.ShellLost
	case shellFailed:
		tone, words = part.Bad, text.ShellFailed
	}
	return app.Span().Role("status").DataSet("test", "shell-state").DataSet("state", string(state)).Body(part.Badge(tone, t.Say(words)))
}

func (c *Terminal) renderActions(state shellState) app.UI {
	t := c.T
	var buttons []app.UI
	switch state {
	case shellIdle:
		buttons = append(buttons, &part.Button{Kind: part.Primary, Label: t.Say(text.ShellOpen), Test: "shell-open", OnClick: c.doOpen})
	case shellLoading, shellConnecting:
		buttons = append(buttons, &part.Button{Kind: part.Primary, Label: t.Say(text.ShellConnecting), Busy: true})
	case shellOpen:
		buttons = append(buttons,
			app.Span().ID("shell-leave").TabIndex(-1).Body(&part.Button{Label: t.Say(text.ShellLeave), Test: "shell-leave", OnClick: c.doLeave}),
			&part.Button{Glyph: glyphMinus, Hidden: t.Say(text.ShellSmaller), Disabled: c.font <= shellFontMin, Test: "shell-smaller", OnClick: c.doSmaller},
			&part.Button{Glyph: glyphPlus, Hidden: t.Say(text.ShellLarger), Disabled: c.font >= shellFontMost, Test: "shell-larger", OnClick: c.doLarger},
		)
	default:
		buttons = append(buttons, &part.Button{Kind: part.Primary, Label: t.Say(text.ShellAgain), Test: "shell-again", OnClick: c.doOpen})
	}
	return app.Div().Class("row").Body(buttons...)
}

// renderEnd is why a shell is over.
func (c *Terminal) renderEnd(state shellState) app.UI {
	t := c.T
	switch {
	case state == shellEnded && c.end.Code != "":
		f := t.Fault(&problem.Problem{Code: c.end.Code, Title: c.end.Text})
		return part.Note(part.Waiting, f.What, app.P().Text(f.Do))
	case state == shellEnded:
		return part.Note(part.Neutral, t.Say(text.ShellExit, c.end.ExitCode))
	case state == shellLost:
		return part.Note(part.Bad, t.Say(text.ShellLost), app.P().Text(t.Say(text.ShellLostDo)))
	case state == shellFailed && c.err != nil:
		return trouble(t, c.err)
	case state == shellFailed && c.term == nil:
		return part.Note(part.Bad, t.Say(text.ShellFailed), app.P().Text(t.Say(text.ShellNoLoad)))
	case state == shellFailed:
		return part.Note(part.Bad, t.Say(text.ShellFailed), app.P().Text(t.Say(text.ShellRefused)))
	}
	return nil
}

// renderKeys is the row of keys that a phone's keyboard does not have.
func (c *Terminal) renderKeys() app.UI {
	t := c.T
	pressed := "false"
	if c.ctrl {
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
		app.Div().Class("shell-keys").ID(shellKeysID).Role("group").Aria("label", t.Say(text.ShellKeys)).Body(
			key("esc", "Esc", ""), key("tab", "Tab", ""), key("ctrl", "Ctrl", ""),
			key("left", "←", t.Say(text.ShellLeft)), key("up", "↑", t.Say(text.ShellUp)), key("down", "↓", t.Say(text.ShellDown)), key("right", "→", t.Say(text.ShellRight)),
			key("pipe", "|", ""), key("slash", "/", ""), key("minus", "-", ""),
		),
		app.P().Class("small muted shell-hint").Text(t.Say(text.ShellHint)),
	)
}

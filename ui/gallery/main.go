// Command gallery writes a page with the parts of ui/part in their states, as they are rendered before the app is there: to be looked at, and measured
// by e2e, while one works on them. It is no part of the site.
package main

import (
	"flag"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/part"
	"berth/ui/text"
)

func main() {
	out := flag.String("out", "dist/gallery", "folder to write to")
	assets := flag.String("assets", "assets", "folder of the style")
	flag.Parse()
	if err := write(*out, *assets); err != nil {
		fmt.Fprintln(os.Stderr, "gallery:", err)
		os.Exit(1)
	}
}

// write makes a page for each language and theme.
func write(out, assets string) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	style, err := os.ReadFile(filepath.Join(assets, "style.css"))
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(out, "style.css"), style, 0o644); err != nil {
		return err
	}
	for _, l := range []text.Lang{text.EN, text.ZH} {
		for _, theme := range []string{"light", "dark"} {
			if err := os.WriteFile(filepath.Join(out, string(l)+"-"+theme+".html"), page(l, theme), 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

// page is the gallery in a language and a theme.
func page(l text.Lang, theme string) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `<!doctype html><html lang="%s" data-theme="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Parts</title><link rel="stylesheet" href="style.css">%s</head><body><main class="page"><h1>Parts</h1>`, l.Tag(), theme, frame)
	states := 0
	for _, s := range show(text.In(l)) {
		fmt.Fprintf(&b, `<section class="panel stack" data-part=%q><h2>%s</h2>`, s.name, html.EscapeString(s.name))
		for _, state := range s.states {
			states++
			// A form keeps radio buttons of one name apart.
			b.WriteString(apart(app.HTMLString(app.Form().Body(state)), states))
		}
		b.WriteString(`</section>`)
	}
	b.WriteString(`</main></body></html>`)
	return []byte(b.String())
}

// frame is a window of its own for what stands at an edge of the window, and has a dialog be open without a script.
const frame = `<style>.gallery-frame { position: relative; height: 480px; overflow: hidden; transform: scale(1); border: 1px solid var(--hairline); }
.gallery-frame .sheet { position: absolute; inset: auto 0 0; max-height: 100%; } .gallery-frame .sheet-in { max-height: 478px; }
@media (min-width: 768px) { .gallery-frame .sheet { inset: 0 0 0 auto; height: 100%; } }</style>`

var ids = regexp.MustCompile(` (id|for|list|aria-labelledby|aria-describedby|aria-controls)="([^"]+)"`)

// apart makes the ids of a state its own, since a page has a part once, and opens its dialogs.
func apart(state string, n int) string {
	state = strings.ReplaceAll(state, "<dialog", "<dialog open")
	return ids.ReplaceAllStringFunc(state, func(at string) string {
		name, of, _ := strings.Cut(at, "=")
		words := strings.Fields(strings.Trim(of, `"`))
		for i := range words {
			words[i] += "-" + strconv.Itoa(n)
		}
		return name + `="` + strings.Join(words, " ") + `"`
	})
}

// shown is a part in its states.
type shown struct {
	name   string
	states []app.UI
}

// dot is a picture.
const dot = "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCA4IDgiPjxjaXJjbGUgY3g9IjQiIGN5PSI0IiByPSI0Ii8+PC9zdmc+"

// long is what does not fit anywhere, without a place to break.
const long = "a-name-that-nobody-has-thought-of-when-the-part-was-made-and-that-goes-on-and-on.example"

func show(t text.T) []shown {
	now := time.Now() // as those parts have it that go with the time
	words := t.Say(text.LoginText)
	act := func() app.UI { return &part.Button{Label: t.Say(text.Retry), Glyph: part.GlyphRefresh} }
	var buttons []app.UI
	for _, k := range []part.Kind{part.Plain, part.Primary, part.Danger, part.Quiet} {
		buttons = append(buttons, app.Div().Class("row").Body(
			&part.Button{Kind: k, Label: t.Say(text.LogIn)}, &part.Button{Kind: k, Label: t.Say(text.LogIn), Glyph: part.GlyphWallet},
			&part.Button{Kind: k, Label: t.Say(text.LogIn), Busy: true}, &part.Button{Kind: k, Label: t.Say(text.LogIn), Disabled: true},
			&part.Button{Kind: k, Label: t.Say(text.LogIn), Href: "/"}, &part.Button{Kind: k, Glyph: part.GlyphClose, Hidden: t.Say(text.Close)},
			&part.Button{Kind: k, Label: t.Say(text.LogIn), Pressed: "true"},
		), &part.Button{Kind: k, Label: words, Wide: true})
	}
	options := []part.Option{{Value: "a", Label: "A"}, {Value: "b", Label: t.Say(text.Language)}, {Value: "c", Label: t.Say(text.ThemeName), Disabled: true}, {Value: "d", Label: "D"}, {Value: "e", Label: "E"}}
	var noted, listed []part.Option
	for _, o := range options {
		o.Note = "1 GiB"
		noted = append(noted, o)
		o.Note = words
		listed = append(listed, o)
	}
	steps := []part.Step{
		{Key: "a", Name: t.Say(text.StepPaid), Stage: part.Done, At: now},
		{Key: "b", Name: t.Say(text.StepActivated), Stage: part.Now, Note: words},
		{Key: "c", Name: t.Say(text.StepDeployed), Stage: part.Broken, Note: words, Remedy: act()},
		{Key: "d", Name: t.Say(text.StepReady), Stage: part.Todo},
	}
	var tones, notes []app.UI
	for _, tone := range []part.Tone{part.Neutral, part.Running, part.Waiting, part.Bad} {
		tones = append(tones, part.Badge(tone, t.Say(text.Paused)))
		notes = append(notes, part.Note(tone, t.Say(text.Notices), app.P().Text(words), act()))
	}
	return slices.Concat(bricks(t, now), money(t, now), told(t, act), []shown{
		{"Button", buttons},
		{"Field", []app.UI{
			&part.Field{ID: "f1", Label: t.Say(text.Language), Value: "1", Unit: "GiB", Help: words},
			&part.Field{ID: "f2", Label: t.Say(text.Language), Value: long, Error: words},
			&part.Field{ID: "f3", Label: t.Say(text.Language), Placeholder: long, Required: true},
			&part.Field{ID: "f4", Label: t.Say(text.Language), Value: "b", Options: options},
			&part.Field{ID: "f5", Label: t.Say(text.Language), Value: "x", ReadOnly: true, HideLabel: true},
		}},
		{"Choice", []app.UI{
			&part.Choice{Name: "c1", Legend: t.Say(text.Language), Value: "a", Options: options},
			&part.Choice{Name: "c2", Legend: t.Say(text.Language), Value: "b", Options: options[:2]},
			&part.Choice{Name: "c3", Legend: t.Say(text.Language), Value: "a", Options: noted},
			&part.Choice{Name: "c4", Legend: t.Say(text.Language), Value: "a", Options: listed},
		}},
		{"Tickbox", []app.UI{
			&part.Tickbox{Label: t.Say(text.Language)}, &part.Tickbox{Label: t.Say(text.Language), Note: words, On: true},
			&part.Tickbox{Label: words, Note: words, Disabled: true},
		}},
		{"Badge", []app.UI{app.Div().Class("row").Body(tones...)}},
		{"Note", notes},
		{"Empty", []app.UI{part.Empty(t.Say(text.Notices), words, act()), part.Empty(t.Say(text.Notices), words)}},
		{"Failure", []app.UI{part.Failure(t.Say(text.Notices), words, act())}},
		{"Skeleton", []app.UI{part.Skeleton(3)}},
		{"SkeletonCards", []app.UI{part.SkeletonCards(3)}},
		{"Wait", []app.UI{part.Wait(words)}},
		{"Timeline", []app.UI{part.Timeline(t, now, steps)}},
		{"Stepper", []app.UI{&part.Stepper{T: t, Label: t.Say(text.Language), Steps: steps, OnPick: func(app.Context, string) {}}}},
		{"Copy", []app.UI{&part.Copy{T: t, Value: "x", Label: t.Say(text.CopyAddress)}, &part.Copy{T: t, Value: "x", What: "x"}}},
		{"Taken", []app.UI{part.Taken(t, t.Say(text.Language), long, "taken")}},
		{"Share", []app.UI{part.Share(0), part.Share(.4), part.Share(1)}},
		{"TriBar", []app.UI{part.TriBar(1, 2, 3, 10)}},
		{"Bar", []app.UI{part.Bar(1, 2, 10)}},
		{"LoadCurve", []app.UI{part.LoadCurve(80, 160, .3)}},
		{"QR", []app.UI{part.QR("https://berth.example/orders/1", words)}},
		{"Facts", []app.UI{part.Facts(part.Fact(t.Say(text.Language), part.Mono(long)), part.Fact(words, app.Span().Text(words)))}},
		{"WayOn", []app.UI{part.WayOn(words, &part.Button{Kind: part.Primary, Label: t.Say(text.LogIn)})}},
	})
}

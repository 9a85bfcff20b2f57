package part

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/ui/js"
	"berth/ui/text"
)

// Identicon draws an address as a pattern of its own, so that two can be told apart at a glance.
func Identicon(a eth.Address) app.UI {
	hue := (int(a[0])<<8 | int(a[1])) % 360
	var s strings.Builder
	s.WriteString(`<svg class="identicon" viewBox="0 0 5 5" width="20" height="20" shape-rendering="crispEdges" aria-hidden="true">`)
	fmt.Fprintf(&s, `<rect width="5" height="5" fill="hsl(%d 60%% 50%% / .16)"/>`, hue)
	for i := range 15 {
		if a[2+i]&1 == 0 {
			continue
		}
		x, y := i/5, i%5
		fill := fmt.Sprintf("hsl(%d 50%% 45%%)", (hue+int(a[17+i%3]&1)*120)%360)
		fmt.Fprintf(&s, `<rect x="%d" y="%d" width="1" height="1" fill="%s"/>`, x, y, fill)
		if x < 2 {
			fmt.Fprintf(&s, `<rect x="%d" y="%d" width="1" height="1" fill="%s"/>`, 4-x, y, fill)
		}
	}
	return app.Raw(s.String() + `</svg>`)
}

// Chip is an address: its identicon, its short form, a button that copies the whole one, and a link to an explorer
// where there is one.
type Chip struct {
	app.Compo

	T        text.T
	Address  eth.Address
	Explorer string // base URL, or empty
	Plain    bool   // without the button and the link: inside of another link, or in a table's cell
	Long     bool   // the whole address

	copied bool
}

func (c *Chip) copy(ctx app.Context, e app.Event) {
	a := c.Address.String()
	ctx.Async(func() {
		limited, cancel := context.WithTimeout(ctx, 5*time.Second)
		defer cancel()
		if err := js.Copy(limited, a); err != nil {
			Say(ctx, Bad, c.T.Say(text.CopyFailed))
			return
		}
		ctx.Dispatch(func(ctx app.Context) {
			c.copied = true
			ctx.After(2*time.Second, func(app.Context) { c.copied = false })
		})
	})
}

// Render implements app.Composer.
func (c *Chip) Render() app.UI {
	words := c.Address.Short()
	if c.Long {
		words = c.Address.String()
	}
	body := []app.UI{Identicon(c.Address), app.Span().Class("mono").Title(c.Address.String()).Text(words)}
	if !c.Plain {
		glyph, label := GlyphCopy, c.T.Say(text.CopyAddress)
		if c.copied {
			glyph, label = GlyphCheck, c.T.Say(text.Copied)
		}
		body = append(body, app.Button().Type("button").Class("chip-do").Aria("label", label).Title(label).DataSet("test", "copy").Body(Icon(glyph)).OnClick(c.copy))
		if c.Explorer != "" {
			body = append(body, Link(c.Explorer+"/address/"+c.Address.String()).Class("chip-do").
				Aria("label", c.T.Say(text.SeeOnExplorer)).Body(Icon(GlyphOut)))
		}
	}
	return app.Span().Class("chip").Body(body...)
}

// Tx is a link to a transaction, or its short hash where there is no explorer.
func Tx(t text.T, h eth.Hash, explorer string) app.UI {
	s := h.String()
	short := s[:8] + "…" + s[60:]
	if explorer == "" {
		return app.Span().Class("mono small").Title(s).Text(short)
	}
	return Link(explorer+"/tx/"+s).Class("tx mono small").Aria("label", t.Say(text.SeeOnExplorer)+" "+short).Text(short)
}

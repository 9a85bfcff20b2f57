package prices

import (
	"context"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/wire"
	"berth/ui/admin/ask"
	"berth/ui/admin/view"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/text"
)

// blockedUsers are those whose offers are rejected, and the way to add one.
type blockedUsers struct {
	list  view.List[wire.AdminBlocking]
	most  int
	next  string // cursor of the next page
	typed string
	tried bool
	block view.Blocker
}

func (b *blockedUsers) start(run life.Run) {
	b.list.Start(run, lookEvery, func(ctx context.Context, last wire.AdminBlocking) (view.Batch[wire.AdminBlocking], error) {
		before := ""
		if !last.User.IsZero() {
			before = b.next
		}
		l, err := ask.Blocked(ctx, before)
		if err == nil {
			run.Do(func(app.Context) { b.most, b.next = l.Most, l.Next })
		}
		return view.Batch[wire.AdminBlocking]{Items: l.Users, More: l.Next != ""}, err
	})
}

func (b *blockedUsers) add(app.Context, app.Event) {
	who, err := eth.ParseAddress(strings.TrimSpace(b.typed))
	if b.tried = err != nil || who.IsZero(); !b.tried {
		b.block.Open(who)
	}
}

func (b *blockedUsers) changed() {
	b.typed = ""
	b.list.Refresh()
}

func (b *blockedUsers) sheet(t text.T, run life.Run) app.UI { return b.block.Sheet(t, run, b.changed) }

func (b *blockedUsers) render(t text.T, run life.Run, may bool) app.UI {
	body := []app.UI{app.H2().Text(t.Say(text.AdminBlockedTitle))}
	body = append(body, b.list.Show(t, text.AdminAsking, func(all view.Batch[wire.AdminBlocking]) []app.UI {
		out := []app.UI{app.P().Class("small muted").Text(t.Say(text.AdminBlockedHelp, b.most))}
		if len(all.Items) == 0 {
			return append(out, app.P().Class("muted").Text(t.Say(text.AdminBlockedNone)))
		}
		var items []app.UI
		for _, x := range all.Items {
			var undo app.UI
			words := t.Say(text.AdminBlockedConf, x.Source)
			if x.Source == "admin" {
				words = t.Say(text.AdminBlockedSince, t.Date(x.At))
				if may {
					undo = &part.Button{
						Label: t.Say(text.AdminUnblockDo), Kind: part.Quiet, Test: "unblock", Busy: b.block.Undoing(),
						OnClick: func(app.Context, app.Event) { b.block.Undo(t, run, x.User, b.changed) },
					}
				}
			}
			if x.Note != "" {
				words += " · " + x.Note
			}
			items = append(items, app.Li().Class("entry").DataSet("test", "blocked-user").Body(
				app.Div().Class("entry-head").Body(view.UserLink(x.User, "blocked-link"), undo), app.P().Class("small muted").Text(words),
			))
		}
		return append(out, app.Ul().Class("entries").Body(items...), b.list.More(t, text.AdminShowMore))
	})...)
	if may {
		wrong := ""
		if b.tried {
			wrong = t.Say(text.AdminBlockBad)
		}
		body = append(body, b.block.Trouble(t), &part.Field{
			ID: "block-address", Label: t.Say(text.AdminBlockAddress), Value: b.typed, Max: 42, Error: wrong, Test: "block-address",
			OnInput: func(_ app.Context, v string) { b.typed, b.tried = v, false },
		}, app.Div().Body(&part.Button{Label: t.Say(text.AdminBlockDo), Kind: part.Danger, Test: "block-add", OnClick: b.add}))
	}
	return app.Section().Class("panel").DataSet("test", "blocked-users").Body(body...)
}

package view

import (
	"context"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/ui/admin/ask"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/text"
)

// maxNote is the longest note, in characters.
const maxNote = 200

// Blocker is the sheet in which a user is blocked. A page keeps it in an unexported field.
type Blocker struct {
	act  Act
	open bool
	who  eth.Address
	note string
}

// Open shows the sheet for a user.
func (b *Blocker) Open(who eth.Address) { b.open, b.who, b.note, b.act = true, who, "", Act{} }

// Undo takes a user's block back.
func (b *Blocker) Undo(t text.T, run life.Run, who eth.Address, done func()) {
	b.act.Do(run, "unblock", func(ctx context.Context) error { return ask.Unblock(ctx, who) }, func(ctx app.Context) {
		part.Say(ctx, part.Running, t.Say(text.AdminUnblocked))
		done()
	})
}

// Undoing reports whether a block is being taken back.
func (b *Blocker) Undoing() bool { return b.act.Doing("unblock") }

// Trouble is why a block could not be taken back; nil: it could.
func (b *Blocker) Trouble(t text.T) app.UI { return b.act.Render(t, "unblock") }

// Sheet is the sheet; done hears that the user is blocked.
func (b *Blocker) Sheet(t text.T, run life.Run, done func()) app.UI {
	s := &part.Sheet{
		ID: "block-sheet", T: t, Title: t.Say(text.AdminBlockTitle), Open: b.open, Locked: b.act.Doing("block"), Test: "block-sheet",
		OnClose: func(app.Context) { b.open = false },
	}
	if !b.open {
		return s
	}
	s.Content = []app.UI{
		&part.Chip{T: t, Address: b.who, Plain: true, Long: true},
		app.P().Class("consequence").Text(t.Say(text.AdminBlockWords)),
		&part.Field{
			ID: "block-note", Label: t.Say(text.AdminBlockNote), Value: b.note, Max: maxNote, Test: "block-note", OnInput: func(_ app.Context, v string) { b.note = v },
		},
		b.act.Render(t, "block"),
	}
	label, busy := t.Say(text.AdminBlockDo), b.act.Doing("block")
	s.Actions = []app.UI{&part.Button{Kind: part.Danger, Wide: true, Label: label, Busy: busy, Test: "block-confirm", OnClick: func(app.Context, app.Event) {
		who, note := b.who, b.note
		b.act.Do(run, "block", func(ctx context.Context) error { return ask.Block(ctx, who, note) }, func(ctx app.Context) {
			b.open = false
			part.Say(ctx, part.Running, t.Say(text.AdminBlocked))
			done()
		})
	}}}
	return s
}

package deploy

import (
	"testing"

	"berth/shared/wire"
)

func TestDesk(t *testing.T) {
	var d Desk
	if d.Open(7) {
		t.Error("an order that was not placed here counts as placed")
	}
	d.Suggest("web")
	d.Suggest("other")
	if got := d.Plan().Template; got != "web" {
		t.Errorf("suggested twice: got %q, want the first", got)
	}
	if got := d.form.Format; got != formatTemplate {
		t.Errorf("the form begins with %q", got)
	}

	d.NoRoom()
	if !d.short || d.back.short {
		t.Errorf("no room for the form's: form %v, roll back %v", d.short, d.back.short)
	}
	d.Accepted()
	d.back = rollback{open: true, to: wire.Revision{Number: 3}}
	d.NoRoom()
	if d.short || !d.back.short {
		t.Errorf("no room for a roll back: form %v, roll back %v", d.short, d.back.short)
	}

	round, _ := d.check.begin(subject{manifest: manifest{Format: formatCompose, Text: "a"}}, func() {})
	d.Open(8)
	if d.short || d.back.open || d.Plan().Template != "" {
		t.Errorf("something is left of the order before: %+v", d)
	}
	if d.check.ask(round) {
		t.Error("what was to be asked about the order before is asked still")
	}
}

package named

import (
	"testing"

	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/state"
	"berth/ui/text"
)

func TestName(t *testing.T) {
	catalogue := []wire.TemplateBrief{{ID: "hello", Name: map[string]string{"en": "Hello page", "zh": "你好"}}}
	v := wire.OrderView{Order: order.Order{ID: 4}, Template: "hello", NodeName: "Quay One", Region: "eu-west"}
	for _, c := range []struct {
		name  string
		label state.Label
		tpl   string
		lang  text.Lang
		want  string
	}{
		{"by what was rented", state.Label{}, "hello", text.EN, "Hello page · order 4"},
		{"in Chinese", state.Label{}, "hello", text.ZH, "你好 · 订单 4"},
		{"of a service that is not in the catalogue any more", state.Label{}, "gone", text.EN, "Order 4"},
		{"of the user's own", state.Label{Name: "Blog"}, "hello", text.EN, "Blog · order 4"},
	} {
		v.Template = c.tpl
		if got := name(text.In(c.lang), c.label, catalogue, v); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	v.Template = "hello"
	l := state.Label{Name: "Blog", Tags: []string{"client A", "prod"}}
	for search, want := range map[string]bool{"": true, "  ": true, "blog": true, "PROD blog": true, "client quay": true, "order 4": true, "eu-west": true, "hello": true, "staging": false, "blog staging": false} {
		if got := fits(text.In(text.EN), l, catalogue, v, search); got != want {
			t.Errorf("%q: %v", search, got)
		}
	}
}

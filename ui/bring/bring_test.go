package bring

import (
	"strings"
	"testing"

	"berth/shared/attacktest"
	"berth/shared/bundle"
)

const secret = "hunter2"

// A node that is asked before it is rented sees no values and nothing of what is in files.
func TestAttackSketch(t *testing.T) {
	a := attacktest.Begin(t, "a node that nobody has rented yet is shown what is secret")
	w := Writing{Format: "compose", Texts: map[string]string{"compose": "services: {web: {image: x, environment: {A: '${A}'}}}"}}
	w.With(func(x *Along) {
		x.Values = map[string]string{"A": secret}
		x.Files = map[string]bundle.File{
			".env": {Text: "A=" + secret + "\nexport B='x\n" + secret + "\ny=" + secret + " z'\n# " + secret + "\n"}, "prod.env": {Text: "C=" + secret}, "key.pem": {Text: secret},
			"bin": {Base64: []byte(secret)}, "more.yaml": {Text: "services:\n  db: {image: y}\n"}, "x.yaml": {Text: "password: " + secret},
		}
	})
	m := w.Sketch()
	a.Tried(m.Format != bundle.Format || strings.Contains(m.Text, secret) || strings.Contains(m.Text, "aHVudGVyMg"), "it is shown %s", m.Text)
	b, err := bundle.Read(m.Text)
	if err != nil || len(b.Values) != 0 || len(b.Files) != 6 || b.Files["more.yaml"].Text != "services:\n  db: {image: y}\n" || !strings.HasPrefix(b.Files[".env"].Text, "A=1\nexport B=1\n") {
		t.Errorf("got %+v, %v", b, err)
	}
	if full := w.Manifest(); !strings.Contains(full.Text, `"A":"`+secret+`"`) || full.Format != bundle.Format {
		t.Errorf("what is deployed is %s", full.Text)
	}
	// A value that nothing names is not sent at all.
	w.Texts["compose"] = "services: {web: {image: x}}"
	w.With(func(x *Along) { x.Files = nil })
	if full := w.Manifest(); full.Format != "compose" || full.Text != w.Texts["compose"] {
		t.Errorf("what is deployed is %+v", full)
	}
}

package certify

import (
	"testing"

	"berth/shared/resource"
	"berth/shared/wire"
)

// TestPageImage: nodes with built-in images alone have their own page; of the others the set one's is not known, the prover's shows the word.
func TestPageImage(t *testing.T) {
	const prover, page = "registry.example.org/berth-prover@sha256:00", "registry.example.org/page@sha256:00"
	own, any := &wire.Card{Images: []string{builtInPage, builtInProof}}, &wire.Card{}
	for _, c := range []struct {
		name         string
		card         *wire.Card
		page, prover string
		want         string
		word         bool
	}{
		{"built in", own, page, prover, builtInPage, true}, {"any image", any, "", prover, prover, true}, {"any image, a page that is set", any, page, prover, page, false},
		{"the page that is set is the prover's", any, prover, prover, prover, true}, {"nothing is set", any, "", "", "", true},
	} {
		v := &Visitor{Page: c.page, Prover: c.prover}
		if got, word := v.page(c.card); got != c.want || word != c.word {
			t.Errorf("%s: %q, %v; want %q, %v", c.name, got, word, c.want, c.word)
		}
	}
}

// TestUnmeasured: evidence says what of a claim nobody looks at.
func TestUnmeasured(t *testing.T) {
	if got := unmeasured(resource.Resources{CPUMilli: 1000}); got != nil {
		t.Errorf("without GPUs: %q", got)
	}
	if got := unmeasured(resource.Resources{GPU: 2, GPUModel: "h100"}); len(got) != 1 || got[0] != "2 GPUs h100: whether they are there, and what they are" {
		t.Errorf("with two: %q", got)
	}
}

package gateway

import (
	"encoding/json"
	"fmt"
	"maps"
	"testing"
	"time"

	"berth/shared/attacktest"
	"berth/shared/problem"
	"berth/shared/server/eip712"
	"berth/shared/wire"
)

// Whoever has a user's token and a deployment that the gateway refused tries it again in every other form.
func TestAttackReplayedDeploy(t *testing.T) {
	t.Parallel() // it waits for most of its time
	a := attacktest.Begin(t, "a deployment that was refused is accepted later in another form")
	w := newWorld(t)
	w.start()
	id := w.order()
	bearer := w.access(id)
	path := fmt.Sprintf("/v1/orders/%s/deployment", id)
	w.deploy(bearer, w.deployRequest(id, 1, notesManifest, w.user))

	// Each of them would do, if it were what it is not: of another format, with a short stop.
	noFormat := w.deployText(id, 2, "kubernetes", formats["compose"])
	noStop := w.deployRequest(id, 2, notesManifest, w.user)
	late := w.deployText(id, 2, "compose", formats["compose"])
	late.Deploy.NotAfter = time.Now().Add(50 * 365 * 24 * time.Hour).UTC().Truncate(time.Second)
	sig, err := eip712.Sign(w.user, late.Deploy.Data(w.a.Domain()))
	if err != nil {
		t.Fatal(err)
	}
	late.Signature = sig
	for _, r := range []wire.DeployRequest{noFormat, noStop, late} {
		if code, p := w.call("PUT", path, bearer, r, nil); p == nil {
			t.Fatalf("it was not refused: %d", code)
		}
		raw, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		var body map[string]any
		if err := json.Unmarshal(raw, &body); err != nil {
			t.Fatal(err)
		}
		try := func(what string, change func(body, deploy map[string]any)) {
			b := maps.Clone(body)
			d := maps.Clone(b["deploy"].(map[string]any))
			b["deploy"] = d
			change(b, d)
			code, p := w.call("PUT", path, bearer, b, nil)
			for p != nil && p.Code == problem.TooMany { // what is too often is not looked at
				time.Sleep(time.Second / 5)
				code, p = w.call("PUT", path, bearer, b, nil)
			}
			a.Tried(p == nil, "%s: %d", what, code)
		}
		for _, format := range []string{"template", "compose", "sdl", "kubernetes", "", "Compose"} {
			if format != body["deploy"].(map[string]any)["format"] {
				try("deploy.format "+format, func(_, d map[string]any) { d["format"] = format })
			}
			try("format "+format, func(b, _ map[string]any) { b["format"] = format })
			try("Format "+format, func(b, d map[string]any) { b["Format"] = format; delete(d, "format") })
		}
		for key, v := range map[string]any{
			"shortStop": !r.Deploy.ShortStop, "from": 1, "revision": 3, "notAfter": time.Now().Add(30 * time.Minute).UTC().Truncate(time.Second), "gateway": "relay.example", "orderId": 0,
			"manifestHash": w.deployRequest(id, 2, notesManifest, w.user).Deploy.ManifestHash,
		} {
			try("deploy."+key, func(_, d map[string]any) { d[key] = v })
			try("no deploy."+key, func(_, d map[string]any) { delete(d, key) })
			if key != "manifestHash" {
				try(key, func(b, _ map[string]any) { b[key] = v })
			}
		}
		try("another manifest", func(b, _ map[string]any) { b["manifest"] = w.deployRequest(id, 2, echoManifest, w.user).Manifest })
		try("another manifest and hash", func(b, d map[string]any) {
			other := w.deployRequest(id, 2, echoManifest, w.user)
			b["manifest"], d["manifestHash"], d["format"] = other.Manifest, other.Deploy.ManifestHash, "template"
		})
	}
	if d := w.deployment(id, bearer); d.Revision != 1 {
		t.Errorf("revision %d", d.Revision)
	}
	time.Sleep(time.Second) // so that it is not too often
	noStop.Deploy.ShortStop = true
	if steps := w.deploy(bearer, w.signed(noStop, w.user)); steps[len(steps)-1].Phase != wire.PhaseReady {
		t.Errorf("signed anew, it is not deployed: %+v", steps)
	}
}

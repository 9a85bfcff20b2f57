package door

import (
	"encoding/base64"
	"testing"

	"berth/gateway/auth"
	"berth/shared/wire"
)

func basicOf(user, password string) string {
	return base64.StdEncoding.EncodeToString([]byte(user + ":" + password))
}

func BenchmarkAdmit(b *testing.B) {
	f := open(b)
	owner := f.cookie(b, auth.Pass{}, 1, "web")
	_, token := f.link(b, wire.LinkRequest{PathPrefix: "/docs"})
	guest := f.enter(b, token)
	f.expose(b, "open", wire.Exposure{Visibility: wire.Public, PerMinute: 600})
	f.expose(b, "locked", wire.Exposure{Visibility: wire.Public, Basic: &wire.Basic{User: "ann", Password: "correct horse"}})
	f.cfg.Bounds.PerMinute = 0
	f.halls[1].gates["open"].state.Load().PerMinute = 1 << 40
	f.halls[1].gates["locked"].state.Load().PerMinute = 1 << 40
	for name, a := range map[string]Ask{
		"owner":    {Service: "web", Cookies: []string{owner}},
		"link":     {Service: "web", Cookies: []string{guest}, Path: "/docs/a/b.html"},
		"token":    {Service: "web", Token: token, Path: "/docs/a/b.html"},
		"public":   {Service: "open"},
		"password": {Service: "locked", Basic: basicOf("ann", "correct horse")},
		"nobody":   {Service: "web"},
	} {
		a.Order, a.User, a.Method, a.From = 1, f.user, "GET", here
		if a.Path == "" {
			a.Path = "/"
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			ctx := b.Context()
			for b.Loop() {
				if _, why, _ := f.Admit(ctx, a); why != In && name != "nobody" {
					b.Fatal(why)
				}
			}
		})
	}
}

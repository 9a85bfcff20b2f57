package e2e

import (
	"fmt"
	"regexp"
	"testing"
	"time"

	"berth/bff/notice/mail/mailtest"
	"berth/e2e/rig"
)

// TestMailInTheBrowser: an address is named on the page of notices, confirmed by the link that comes, gets a notice, and is stopped by the link in that.
func TestMailInTheBrowser(t *testing.T) {
	thorough(t)
	srv := mailtest.Start(t, mailtest.Plain)
	d := startDemo(t, t.TempDir(), "--smtp-server", srv.Address)
	p := window{width: 390, height: 844}.open(t)
	p.open(d.app + "/notices")
	p.see("notices-login")
	eval[bool](p, `(localStorage.setItem("berth.devwallet.auto", "true"), true)`)
	p.open(d.app + "/notices")
	p.click("notices-login")
	p.click("wallet")
	p.see("mail-address")
	p.shot("mail-none")
	p.fill("mail-address", "me@localhost")
	p.click("mail-add")
	p.until("what is no address is refused", `document.querySelector("[role=alert]").textContent.length > 10`)
	p.fill("mail-address", "me@example.org")
	p.click("mail-add")
	p.see("mail")
	p.shot("mail-waits")
	p.axe("an address that waits")

	link := func(n int, kind string) (found string) {
		t.Helper()
		if err := rig.Eventually(15*time.Second, func() error {
			all := srv.All()
			if len(all) < n {
				return fmt.Errorf("%d mails came, want %d", len(all), n)
			}
			// Quoted-printable breaks long lines.
			text := regexp.MustCompile(`=\r?\n`).ReplaceAllString(string(all[n-1].Raw), "")
			if found = regexp.MustCompile(`http://localhost:\d+/api/notices/mail/` + kind + `-[0-9a-f-]+`).FindString(text); found == "" {
				return fmt.Errorf("no link in %s", text)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return found
	}
	button := func(name string) {
		t.Helper()
		p.until("the page is there", `document.querySelector("form button")`)
		p.shot(name)
		p.axe(name)
		eval[bool](p, `(document.querySelector("form button").click(), true)`)
		p.until("it is done", `!document.querySelector("form button") && document.querySelector("h1")`)
		p.shot(name + "-done")
	}
	p.open(link(1, "yes"))
	button("mail-yes")
	p.open(d.app + "/notices")
	p.until("it is confirmed", `fetch("/api/notices/targets").then(r => r.json()).then(t => !!t.mail.confirmedAt)`)
	p.see("notice-test")
	p.shot("mail-confirmed")
	p.axe("an address that is confirmed")
	p.looks(d, "/notices")
	p.open(d.app + "/notices")
	p.click("notice-test")
	p.open(link(2, "stop"))
	button("mail-stop")
	p.open(d.app + "/notices")
	p.see("mail-address")
}

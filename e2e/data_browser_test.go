package e2e

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"berth/e2e/rig/s3test"
)

// TestDataInTheBrowser: a disk's snapshot is made, downloaded and put back as a file of the user's; then backups go to a bucket, encrypted for a key
// that the page makes, and the disk is restored out of one with it.
func TestDataInTheBrowser(t *testing.T) {
	thorough(t)
	s := s3test.Start(t, "..", "bucket")
	t.Cleanup(s3test.Clean)
	d := startDemo(t, t.TempDir(), "--probation", "1s")
	p := window{width: 390, height: 844}.open(t)
	p.rents(d, "notes")
	p.click("deploy")
	p.step("ready", "done")
	page := eval[string](p, "location.pathname")
	data := func() {
		t.Helper()
		p.open(d.app + page + "?tab=data")
		p.see("disk")
	}
	data()

	// It is made larger by a larger order, or by a larger size in the file.
	p.click("disk-grow")
	p.see("grow-order")
	p.shot("data-grow-390")
	p.axe("data-grow")
	p.click("grow-file")
	p.within(10*time.Second, "the file's tab", `document.querySelector('[data-tab="deploy"]')`)
	data()
	p.click("disk-grow")
	p.click("grow-order")
	p.see("replace-ask")
	data()

	// A snapshot, downloaded.
	p.click("snapshot-make")
	p.click("snapshot-go")
	p.within(30*time.Second, "the snapshot", `document.querySelector('[data-test="snapshot"][data-state="ready"]')`)
	p.fits("data")
	p.axe("data")
	file := p.download("snapshot-get")
	content, err := os.ReadFile(file)
	if err != nil || !strings.HasSuffix(file, ".tar.zst") {
		t.Fatal(file, err)
	}

	// Put back as a file.
	p.click("snapshot-remove")
	p.click("snapshot-gone-go")
	p.see("snapshots-none")
	p.click("disk-restore")
	p.click("restore-by-file")
	p.gives("restore-file", "mine.tar.zst", content)
	p.shot("data-restore-390")
	p.click("restore-go")
	p.within(30*time.Second, "it is restored", `document.querySelector('[data-test="restored"]')`)

	// Backups.
	p.click("backup-set-up")
	p.fill("backup-endpoint", s.Endpoint)
	p.fill("backup-bucket", "bucket")
	p.fill("backup-accessKey", s3test.AccessKey)
	p.fill("backup-secret", "not the secret")
	p.click("backup-path")
	p.click("backup-key-make")
	p.see("backup-identity")
	identity := strings.TrimSpace(p.text("backup-identity"))
	raw, err := os.ReadFile(p.download("backup-key-save"))
	if err != nil || !strings.Contains(string(raw), identity) {
		t.Fatalf("the key's file: %s, %v", raw, err)
	}
	p.click("backup-save")
	p.until("it is asked to keep the key", `document.querySelector('[data-test="backup-key"] .field-error')`)
	p.click("backup-key-kept")
	p.shot("data-plan-390")
	p.click("backup-save")
	p.until("what is wrong is said", `/secret/i.test(document.querySelector('[data-test="backup-form"] [role="alert"]')?.innerText ?? "")`)
	p.clear("backup-secret")
	p.fill("backup-secret", s3test.Secret)
	p.click("backup-save")
	p.see("backup-now")
	p.click("backup-now")
	p.within(30*time.Second, "it is made", `/B/.test(document.querySelector('[data-test="backup-good"]')?.innerText ?? "")`)
	p.click("backups-list")
	p.see("backup-entry")
	if strings.Contains(eval[string](p, "document.documentElement.outerHTML"), s3test.Secret) {
		t.Error("the secret stands on the page")
	}
	p.axe("data with backups")
	for _, w := range []struct {
		lang, theme   string
		width, height int64
	}{{"en", "light", 1280, 900}, {"zh", "dark", 1280, 900}, {"zh", "dark", 390, 844}, {"en", "light", 390, 844}} {
		p.do(chromedp.EmulateViewport(w.width, w.height, chromedp.EmulateScale(1)))
		eval[bool](p, fmt.Sprintf(`(localStorage.setItem("lang", JSON.stringify(%q)), localStorage.setItem("theme", JSON.stringify(%q)), true)`, w.lang, w.theme))
		data()
		p.fits("data")
		p.shot(fmt.Sprintf("data-%d-%s-%s", w.width, w.theme, w.lang))
	}

	// Out of a backup.
	p.click("disk-restore")
	p.click("restore-by-backup")
	p.see("restore-identity")
	p.fill("restore-identity", identity)
	p.shot("data-from-backup-390")
	p.click("restore-go")
	p.within(30*time.Second, "it is restored", `document.querySelector('[data-test="backup-restored"]')`)
	p.click("backup-drop")
	p.click("backup-end-go")
	p.see("backup-set-up")
}

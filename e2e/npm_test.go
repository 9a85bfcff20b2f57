package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
)

// fromNPM gets the packages that a folder's package-lock.json pins, once, and has its build.mjs make dist/<file>, where there is one. It
// gives the folder.
func fromNPM(folder string) func() (string, error) {
	return sync.OnceValues(func() (string, error) {
		run := func(name string, args ...string) error {
			cmd := exec.Command(name, args...)
			cmd.Dir = folder
			if out, err := cmd.CombinedOutput(); err != nil {
				return fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, out)
			}
			return nil
		}
		lock, err := os.ReadFile(filepath.Join(folder, "package-lock.json"))
		if err != nil {
			return "", err
		}
		// What is there of another lock is no good.
		stamp := filepath.Join(folder, "node_modules", ".berth-lock.json")
		if has, err := os.ReadFile(stamp); err != nil || string(has) != string(lock) {
			if err := run("npm", "ci", "--no-audit", "--no-fund", "--silent"); err != nil {
				return "", err
			}
			if err := os.WriteFile(stamp, lock, 0o644); err != nil {
				return "", err
			}
		}
		if _, err := os.Stat(filepath.Join(folder, "build.mjs")); err == nil {
			if err := run("node", "build.mjs"); err != nil {
				return "", err
			}
		}
		return filepath.Abs(folder)
	})
}

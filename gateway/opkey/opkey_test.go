package opkey

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/keystore"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/google/uuid"
)

func TestMakeAndRead(t *testing.T) {
	dir := t.TempDir()
	for name, phrase := range map[string]string{"plain": "", "sealed": "correct horse"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(dir, name)
			address, err := Make(path, phrase)
			if err != nil {
				t.Fatal(err)
			}
			info, err := os.Stat(path)
			if err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("its mode is %v, %v", info.Mode(), err)
			}
			key, err := Read("@"+path, phrase)
			if err != nil || Address(key) != address {
				t.Errorf("got %v, want the key of %s", err, address)
			}
			before, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := Make(path, phrase); !errors.Is(err, fs.ErrExist) {
				t.Errorf("made again: %v", err)
			}
			if after, _ := os.ReadFile(path); string(after) != string(before) {
				t.Error("the key was written over")
			}
		})
	}
	left, err := filepath.Glob(filepath.Join(dir, ".*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left over: %v, %v", left, err)
	}
	if _, err := Read("@"+filepath.Join(dir, "sealed"), "correct Horse"); !errors.Is(err, ErrPassphrase) {
		t.Errorf("with another passphrase: %v", err)
	}
	// Whoever loses the race for the name writes over nobody's key.
	if err := write(filepath.Join(dir, "plain"), []byte("x")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("written over: %v", err)
	}
}

func TestRead(t *testing.T) {
	dir := t.TempDir()
	const digits = "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318"
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	t.Setenv(credentials, dir)
	file("operator-key", "0x"+digits+"\n")
	sealed := filepath.Join(dir, "sealed")
	light(t, sealed, "a b")
	phrase := file("phrase", "a b\r\nmore\n")
	for name, c := range map[string]struct{ setting, passphrase, wrong string }{
		"digits":                  {digits, "", ""},
		"file":                    {"@" + filepath.Join(dir, "operator-key"), "", ""},
		"credential":              {"@$CREDENTIALS_DIRECTORY/operator-key", "", ""},
		"passphrase in a file":    {"@" + sealed, "@" + phrase, ""},
		"passphrase of a service": {"@$CREDENTIALS_DIRECTORY/sealed", "@$CREDENTIALS_DIRECTORY/phrase", ""},
		"no file":                 {"@" + filepath.Join(dir, "none"), "", "no such file"},
		"too short":               {digits[2:], "", "64 hex digits"},
		"not a key":               {"@" + file("bad", "hunter2"), "", "64 hex digits"},
		"another JSON":            {"@" + file("json", `{"a": 1}`), "x", "Web3 Secret Storage"},
		"a number as a text":      {"@" + file("text", strings.ReplaceAll(sealedForm, `"dklen": 32`, `"dklen": "x"`)), "x", "Web3 Secret Storage"},
		"another passphrase":      {"@" + file("form", sealedForm), "x", "passphrase"},
		"too long":                {"@" + file("long", strings.Repeat("a", maxFile+1)), "", "too long"},
		"no passphrase's file":    {"@" + sealed, "@" + filepath.Join(dir, "none"), "no such file"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read(c.setting, c.passphrase)
			if (err == nil) != (c.wrong == "") || err != nil && !strings.Contains(err.Error(), c.wrong) {
				t.Errorf("got %v, want %q", err, c.wrong)
			}
			if err != nil && strings.Contains(err.Error(), digits[4:]) {
				t.Errorf("the error shows the key: %v", err)
			}
		})
	}
}

// light makes a sealed key that costs less time than a real one.
func light(t *testing.T, path, phrase string) {
	t.Helper()
	key, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	k := &keystore.Key{Id: uuid.New(), Address: crypto.PubkeyToAddress(key.PublicKey), PrivateKey: key}
	raw, err := keystore.EncryptKey(k, phrase, keystore.LightScryptN, keystore.LightScryptP)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
}

// sealedForm is Web3 Secret Storage that costs no time to try.
const sealedForm = `{"version": 3, "id": "3198bc9c-6672-5ab3-d995-4942343ae5b6", "crypto": {"kdf": "scrypt", "kdfparams": {"n": 2, "r": 1, "p": 1, "dklen": 32, "salt": "00"}, "cipher": "aes-128-ctr",
	"ciphertext": "00", "cipherparams": {"iv": "00"}, "mac": "00"}}`

func FuzzRead(f *testing.F) {
	f.Add("")
	f.Add(sealedForm)
	path := filepath.Join(f.TempDir(), "key")
	f.Fuzz(func(t *testing.T, text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Read("@"+path, "x"); err == nil && len(strings.TrimSpace(text)) < 64 {
			t.Errorf("%q is a key", text)
		}
	})
}

package ssh

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"golang.org/x/crypto/ssh"

	"berth/shared/pubkey"
)

// HostKey is the key in a file, in OpenSSH's form, by which clients know this host again. It is made where the file is
// missing, for its owner's eyes alone. It must be one of Ed25519.
func HostKey(path string) (ssh.Signer, pubkey.Key, error) {
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		raw, err = makeHostKey(path)
	}
	if err != nil {
		return nil, "", fmt.Errorf("ssh: host key: %w", err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o077 != 0 {
		return nil, "", fmt.Errorf("ssh: host key: others may read %s; remedy: chmod 600, or delete it if they have", path)
	}
	key, err := ssh.ParsePrivateKey(raw)
	if err != nil {
		return nil, "", fmt.Errorf("ssh: host key: %s: %w", path, err)
	}
	public, ok := written(key.PublicKey())
	if !ok || key.PublicKey().Type() != ssh.KeyAlgoED25519 {
		return nil, "", fmt.Errorf("ssh: host key: %s has one of the type %s; it must be %s", path, key.PublicKey().Type(), ssh.KeyAlgoED25519)
	}
	return key, public, nil
}

func makeHostKey(path string) ([]byte, error) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	block, err := ssh.MarshalPrivateKey(private, "")
	if err != nil {
		return nil, err
	}
	raw := pem.EncodeToMemory(block)
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	_, err = f.Write(raw)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return nil, errors.Join(err, os.Remove(path))
	}
	return raw, nil
}

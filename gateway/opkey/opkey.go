// Package opkey has a node's operator key, the hot key that a gateway signs and sends with: how it is read from settings, and
// how it is made. It is 64 hex digits in a file for its owner's eyes alone, or a Web3 Secret Storage file (version 3) under a
// passphrase. A key's file is never written over.
package opkey

import (
	"bytes"
	"crypto/ecdsa"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/ethereum/go-ethereum/accounts/keystore"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/google/uuid"

	"berth/contracts/chain"
	"berth/shared/eth"
)

// credentials is the variable by which systemd says where a service's credentials are (systemd.exec(5)).
const credentials = "CREDENTIALS_DIRECTORY"

// maxFile is longer than any key's file.
const maxFile = 64 << 10

// ErrPassphrase is a key under another passphrase, or under one where none was given.
var ErrPassphrase = errors.New("the key's passphrase is missing or wrong")

// Path is where a setting says that a key is: @ and a path, which may begin with $CREDENTIALS_DIRECTORY. No file: the setting
// is the key itself.
func Path(setting string) (path string, isFile bool) {
	path, isFile = strings.CutPrefix(setting, "@")
	if !isFile {
		return "", false
	}
	if rest, ok := strings.CutPrefix(path, "$"+credentials); ok {
		path = os.Getenv(credentials) + rest
	}
	return path, true
}

// Read is the key of a setting: 64 hex digits, or @ and the path of a file with them or with Web3 Secret Storage. The passphrase
// of such is a text, or @ and a path too. Errors do not show the key.
func Read(setting, passphrase string) (*ecdsa.PrivateKey, error) {
	path, isFile := Path(setting)
	if !isFile {
		return chain.ReadKey(setting)
	}
	raw, err := read(path)
	if err != nil {
		return nil, err
	}
	if !bytes.HasPrefix(bytes.TrimSpace(raw), []byte("{")) {
		key, err := chain.ReadKey(string(raw))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		return key, nil
	}
	phrase, err := Passphrase(passphrase)
	if err != nil {
		return nil, err
	}
	key, err := unseal(raw, phrase)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return key, nil
}

var errForm = errors.New("no key of Web3 Secret Storage, version 3")

// unseal opens Web3 Secret Storage. The library panics over values of another type than it expects.
func unseal(raw []byte, phrase string) (_ *ecdsa.PrivateKey, err error) {
	defer func() {
		if recover() != nil {
			err = errForm
		}
	}()
	k, err := keystore.DecryptKey(raw, phrase)
	switch {
	case errors.Is(err, keystore.ErrDecrypt):
		return nil, ErrPassphrase
	case err != nil:
		return nil, errForm
	}
	return k.PrivateKey, nil
}

// Passphrase is that of a setting: a text, or @ and the path of a file whose first line it is.
func Passphrase(setting string) (string, error) {
	path, isFile := Path(setting)
	if !isFile {
		return setting, nil
	}
	raw, err := read(path)
	if err != nil {
		return "", err
	}
	line, _, _ := strings.Cut(string(raw), "\n")
	return strings.TrimSuffix(line, "\r"), nil
}

func read(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(raw) > maxFile {
		err = fmt.Errorf("%s: is too long for a key", path)
	}
	return raw, err
}

// Address is a key's account.
func Address(key *ecdsa.PrivateKey) eth.Address {
	return eth.Address(crypto.PubkeyToAddress(key.PublicKey))
}

// Make makes a key's file, under a passphrase if it is not empty. What is there once it has its name is whole; a file that is
// there already stays, and the error wraps fs.ErrExist.
func Make(path, passphrase string) (eth.Address, error) {
	if _, err := os.Lstat(path); err == nil { // else a second for the passphrase would be lost
		return eth.Address{}, fmt.Errorf("operator key: %s: %w", path, fs.ErrExist)
	}
	key, err := crypto.GenerateKey()
	if err != nil {
		return eth.Address{}, fmt.Errorf("operator key: %w", err)
	}
	text := append(hex.AppendEncode(nil, crypto.FromECDSA(key)), '\n')
	if passphrase != "" {
		id, err := uuid.NewRandom()
		if err != nil {
			return eth.Address{}, fmt.Errorf("operator key: %w", err)
		}
		k := &keystore.Key{Id: id, Address: crypto.PubkeyToAddress(key.PublicKey), PrivateKey: key}
		if text, err = keystore.EncryptKey(k, passphrase, keystore.StandardScryptN, keystore.StandardScryptP); err != nil {
			return eth.Address{}, fmt.Errorf("operator key: %w", err)
		}
	}
	if err := write(path, text); err != nil {
		return eth.Address{}, fmt.Errorf("operator key: %w", err)
	}
	return Address(key), nil
}

func write(path string, text []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".key-*") // with the mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Link(f.Name(), path); err != nil { // which fails where there is a file
		return err
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

package command

import (
	"errors"
	"fmt"
	"io/fs"

	"berth/gateway/opkey"
)

// keyCommand makes an operator key, or says whose one is.
type keyCommand struct {
	File               string `arg:"" type:"path" help:"The key's file."`
	OperatorPassphrase string `placeholder:"TEXT" help:"Passphrase that it is under: a text, or @ and the path of a file; none: it is readable to who can read the file."`
}

// Help implements kong.HelpProvider.
func (keyCommand) Help() string {
	return "A key that is there already stays, and its address is said. The file is for its owner alone."
}

// Run makes it where it is missing, and says its address.
func (k *keyCommand) Run(p *program) error {
	phrase, err := opkey.Passphrase(k.OperatorPassphrase)
	if err != nil {
		return fmt.Errorf("--operator-passphrase: %w", err)
	}
	address, err := opkey.Make(k.File, phrase)
	if errors.Is(err, fs.ErrExist) {
		key, rerr := opkey.Read("@"+k.File, k.OperatorPassphrase)
		if rerr != nil {
			return rerr
		}
		address, err = opkey.Address(key), nil
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(p.Out, address)
	return err
}

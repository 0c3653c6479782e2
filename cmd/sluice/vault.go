package main

import (
	"sync"

	"sluice"
	"sluice/redact/operators"
	"sluice/redact/vault"
)

// openVault makes the vault available to operators that ask for it; the
// returned function closes it.
func (f *runFlags) openVault(env *sluice.Env) func() error {
	if f.vault == "" {
		return func() error { return nil }
	}
	var opened *vault.Vault
	ring := env.Keys
	env.Vault = sync.OnceValues(func() (operators.Vault, error) {
		store, err := vault.OpenBolt(f.vault, f.vaultReadOnly)
		if err != nil {
			return nil, err
		}
		v, err := vault.New(store, ring)
		if err != nil {
			return nil, err
		}
		opened = v
		return v, nil
	})
	return func() error {
		if opened == nil {
			return nil
		}
		return opened.Close()
	}
}

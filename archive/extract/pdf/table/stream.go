package table

func (s *sheet) unruled(free []edge) []*grid { return nil }

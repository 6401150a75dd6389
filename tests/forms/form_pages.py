"""XForms written by hand: the parts that matter, in the page around them."""

from form_tables import world

from forms.definition import Form
from forms.instance import Instance
from forms.xform import form_from_xml

PAGE = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
        xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"
        xmlns:odk="http://www.opendatakit.org/xforms" xmlns:ev="http://www.w3.org/2001/xml-events"
        xmlns:entities="http://www.opendatakit.org/xforms/entities">
  <h:head><h:title>住户</h:title><model {attributes}>{model}</model></h:head>
  <h:body>{body}</h:body>
</h:html>"""
RECORD = '<instance><data id="hh" orx:version="7"><a/><b/><g><c/></g></data></instance>'


def form(body="", binds="", record=RECORD, attributes="") -> Form:
    return form_from_xml(PAGE.format(model=record + binds, body=body, attributes=attributes))


def begun(*parts, **more) -> Instance:
    return Instance.new(form(*parts, **more), world())

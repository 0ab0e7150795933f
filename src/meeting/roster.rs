//! stub
use super::Meeting;
use super::event::ImportedPerson;
use super::record::*;
#[derive(Clone, Debug)]
pub struct PersonRow;
#[derive(Clone, Debug)]
pub struct LibraryRow;
#[derive(Clone, Debug)]
pub struct Answer;
pub struct Plan<T> {
    pub new: Vec<T>,
    pub changed: Vec<T>,
}
pub fn plan_people(_: &Meeting, _: &[PersonRow], _: &[Answer]) -> Plan<ImportedPerson> {
    Plan {
        new: vec![],
        changed: vec![],
    }
}
pub fn plan_libraries(_: &Meeting, _: &[LibraryRow], _: &[Answer]) -> Plan<Library> {
    Plan {
        new: vec![],
        changed: vec![],
    }
}
